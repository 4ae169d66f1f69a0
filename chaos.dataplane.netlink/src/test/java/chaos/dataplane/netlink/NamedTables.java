package chaos.dataplane.netlink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A state directory with tables of every kind of size, for as long as it is open. */
final class NamedTables implements AutoCloseable {

    private final Path stateDir;

    NamedTables() throws IOException {
        stateDir = Files.createTempDirectory("chaos-tables");
        Files.createDirectory(stateDir.resolve("dist"));
        put("one-entry", 1);
        put("a_thousand", 1000);
        put("4096", 4096);
        put("largest", 16_384);
    }

    /** Evenly over all that 16 bits hold. */
    private void put(String name, int entries) throws IOException {
        var text = IntStream.range(0, entries)
                .mapToObj(i -> Long.toString(Short.MIN_VALUE + (i + 1) * 65_535L / entries))
                .collect(Collectors.joining("\n", "# a test\n", "\n"));
        Files.writeString(stateDir.resolve("dist").resolve(name + ".dist"), text);
    }

    Path stateDir() {
        return stateDir;
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(stateDir)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
