package chaos.launcher.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One table of the file: its values by type, and every complaint about them with its place. */
final class Table {

    /** What a key is set to, as somebody might who set it. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "name", "wan",
            "port1_interface", "enp4s0",
            "port2_interface", "enp5s0",
            "plane", "packet",
            "netns", "lab",
            "buffer", "64mb",
            "socket_path", "/run/chaosd/chaosd.sock",
            "state_dir", "/var/lib/chaos",
            "baseline_path", "/var/lib/chaos/calibration-baseline.json");

    private record Complaint(TomlPosition at, String text) {}

    private final String file;
    private final TomlTable toml;
    private final List<Complaint> complaints;

    Table(String file, TomlTable toml) {
        this(file, toml, new ArrayList<>());
    }

    private Table(String file, TomlTable toml, List<Complaint> complaints) {
        this.file = file;
        this.toml = toml;
        this.complaints = complaints;
    }

    void refuseKeysBeyond(Set<String> known) {
        for (var key : toml.keySet()) {
            if (!known.contains(key)) {
                refuse(key, "unknown key \"" + key + "\"; " + suggestion(key, known));
            }
        }
    }

    boolean has(String key) {
        return toml.contains(List.of(key));
    }

    /** A string that the given reading accepts; a reading refuses by an {@link IllegalArgumentException}. */
    <T> Optional<T> text(String key, Function<String, T> reading) {
        return value(key, String.class, "a string, for example " + key + " = \"" + EXAMPLES.get(key) + "\"")
                .flatMap(text -> {
                    try {
                        return Optional.of(reading.apply(text));
                    } catch (IllegalArgumentException e) {
                        refuse(key, key + ": " + e.getMessage());
                        return Optional.empty();
                    }
                });
    }

    boolean flag(String key) {
        return value(key, Boolean.class, "true or false, without quotes").orElse(false);
    }

    /** The tables of {@code [[key]]}; their complaints are this table's. */
    List<Table> tables(String key) {
        if (!has(key)) {
            return List.of();
        }
        var tables = new ArrayList<Table>();
        for (var element : toml.get(List.of(key)) instanceof TomlArray array ? array.toList() : List.of("")) {
            if (!(element instanceof TomlTable table)) {
                refuse(key, key + " must be one or more [[" + key + "]] tables");
                return List.of();
            }
            tables.add(new Table(file, table, complaints));
        }
        return tables;
    }

    void refuse(String key, String text) {
        var at = toml.inputPositionOf(List.of(key));
        refuseAt(at == null ? TomlPosition.positionAt(1, 1) : at, text);
    }

    void refuseAt(TomlPosition at, String text) {
        complaints.add(new Complaint(at, text));
    }

    /** Where the first key of this table is, as {@code line 4}. */
    TomlPosition start() {
        return toml.keySet().stream()
                .map(key -> toml.inputPositionOf(List.of(key)))
                .min(Comparator.comparingInt(TomlPosition::line).thenComparingInt(TomlPosition::column))
                .orElse(TomlPosition.positionAt(1, 1));
    }

    void finish() throws RefusedException {
        if (!complaints.isEmpty()) {
            throw new RefusedException(complaints.stream()
                    .sorted(Comparator.comparingInt((Complaint c) -> c.at().line())
                            .thenComparingInt(c -> c.at().column()))
                    .map(c -> file + ":" + c.at().line() + ":" + c.at().column() + ": " + c.text())
                    .toList());
        }
    }

    private <T> Optional<T> value(String key, Class<T> type, String expected) {
        if (!has(key)) {
            return Optional.empty();
        }
        var value = toml.get(List.of(key));
        if (!type.isInstance(value)) {
            refuse(key, key + " must be " + expected);
            return Optional.empty();
        }
        return Optional.of(type.cast(value));
    }

    private static String suggestion(String key, Set<String> known) {
        var close = known.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .filter(candidate -> distance(key, candidate) <= 3);
        return close.map(candidate -> "did you mean \"" + candidate + "\"?")
                .orElseGet(() -> "known here are "
                        + String.join(", ", known.stream().sorted().toList()));
    }

    /** Levenshtein: the fewest letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
