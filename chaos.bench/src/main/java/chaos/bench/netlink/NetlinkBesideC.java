package chaos.bench.netlink;

import chaos.api.dataplane.DataPlaneException;
import chaos.bench.tool.Report;
import chaos.bench.tool.Shell;
import java.io.IOException;
import java.util.Arrays;

/**
 * The plane beside a C program that has the same exchanges with the kernel and does nothing else
 * ({@code src/main/c/exchange.c}). As root; makes a network namespace for itself and removes it. Exits with 1 where a
 * bound is not kept.
 */
public final class NetlinkBesideC {

    private static final int WARM_UP = 60_000;
    private static final int RUNS = 10_001;

    private NetlinkBesideC() {}

    /**
     * Measures and prints.
     *
     * @param arguments the C program
     */
    public static void main(String[] arguments) throws IOException, DataPlaneException {
        var report = new Report();
        try (var link = new BenchLink()) {
            long[] changes = link.changes(WARM_UP, RUNS);
            long[] readings = link.readings(WARM_UP, RUNS);
            long[] both = Shell.run(String.join(
                            " ",
                            arguments[0],
                            "/run/netns/" + link.namespace,
                            BenchLink.PORT,
                            link.hasNetem() ? "netem" : "no-netem",
                            "1000",
                            Integer.toString(RUNS)))
                    .lines()
                    .mapToLong(Long::parseLong)
                    .toArray();
            report.line("change and read back, %s (%d samples each)", link.layers(), RUNS);
            compare(report, changes, Arrays.copyOf(both, RUNS), 3);
            if (link.hasNetem()) {
                report.atMost("99th percentile in ms:", BenchLink.quantile(changes, 0.99) / 1e6, 1);
            }
            report.line("read the counters (%d samples each)", RUNS);
            compare(report, readings, Arrays.copyOfRange(both, RUNS, 2 * RUNS), 2);
        }
        System.exit(report.status());
    }

    private static void compare(Report report, long[] ours, long[] theirs, double bound) {
        print(report, "CHAOS", ours);
        print(report, "C", theirs);
        report.atMost("CHAOS to C", (double) BenchLink.median(ours) / BenchLink.median(theirs), bound);
    }

    private static void print(Report report, String who, long[] times) {
        report.line(
                "  %-5s median %8.1f us (10th to 90th percentile %.1f to %.1f, 99th %.1f)",
                who,
                BenchLink.median(times) / 1e3,
                BenchLink.quantile(times, 0.1) / 1e3,
                BenchLink.quantile(times, 0.9) / 1e3,
                BenchLink.quantile(times, 0.99) / 1e3);
    }
}
