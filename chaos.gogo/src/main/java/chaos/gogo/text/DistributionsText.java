package chaos.gogo.text;

import chaos.api.unit.DurationText;
import chaos.json.DeletedTableJson;
import chaos.json.TableJson;
import chaos.json.TablesJson;
import chaos.json.WarningJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Named tables of latencies for people. */
public final class DistributionsText {

    private DistributionsText() {}

    /** All tables. */
    public static List<String> lines(TablesJson tables) {
        if (tables.distributions().isEmpty()) {
            return List.of("there is no table; chaos import makes one of a file");
        }
        var table = new Table(false).row(List.of("NAME", "ENTRIES", "MEAN", "DEVIATION", ""));
        tables.distributions()
                .forEach(each -> table.row(List.of(
                        each.name(),
                        Long.toString(each.size()),
                        jitters(each.mean()),
                        jitters(each.deviation()),
                        each.problem().map(problem -> "UNUSABLE: " + problem).orElse(""))));
        return table.lines();
    }

    /**
     * A table that was stored.
     *
     * @param mean of what it was made of, in nanoseconds
     * @param jitter of what it was made of, in nanoseconds
     */
    public static List<String> stored(TableJson table, Optional<Long> mean, Optional<Long> jitter) {
        var lines = new ArrayList<String>();
        lines.add("stored " + table.name() + ": " + table.size() + " entries, mean " + jitters(table.mean())
                + ", deviation " + jitters(table.deviation()));
        warnings(table.warnings(), lines);
        lines.add("set it with:");
        lines.add("  chaos set port1 --latency "
                + mean.map(DistributionsText::time).orElse("40ms") + " --jitter "
                + jitter.filter(nanos -> nanos > 0).map(DistributionsText::time).orElse("5ms") + " --distribution "
                + table.name());
        return lines;
    }

    /** A table that was deleted. */
    public static List<String> deleted(DeletedTableJson table) {
        var lines = new ArrayList<String>();
        lines.add("deleted " + table.name());
        warnings(table.warnings(), lines);
        return lines;
    }

    static void warnings(List<WarningJson> warnings, List<String> to) {
        warnings.forEach(warning -> to.add("warning      " + warning.detail()));
    }

    private static String jitters(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replace("-0.000", "0.000") + " J";
    }

    private static String time(long nanos) {
        return DurationText.print(Duration.ofNanos(nanos));
    }
}
