package chaos.bench.netlink;

import chaos.api.dataplane.DataPlaneException;
import chaos.bench.tool.Report;
import chaos.bench.tool.Shell;
import java.io.IOException;

/**
 * Changing every layer and reading it back, beside {@code tc} for the same change and a show. As root; makes a network
 * namespace for itself and removes it. Exits with 1 where a bound is not kept.
 */
public final class NetlinkBesideTc {

    private static final int WARM_UP = 30_000;
    private static final int RUNS = 1001;
    private static final int TC_RUNS = 51;
    /** In a guest all is emulated, and what starts a process costs less beside what does not. */
    private static final double BOUND_NATIVE = 100;

    private static final double BOUND_IN_THE_GUEST = 50;

    private NetlinkBesideTc() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException, DataPlaneException {
        double bound = "guest".equals(System.getenv("CHAOS_RIG")) ? BOUND_IN_THE_GUEST : BOUND_NATIVE;
        var report = new Report();
        try (var link = new BenchLink()) {
            long[] ours = link.changes(WARM_UP, RUNS);
            long[] tcs = Shell.times(tc(link), TC_RUNS);
            report.line("change and read back, %s", link.layers());
            report.line(
                    "  CHAOS median %8.1f us (10th to 90th percentile %.1f to %.1f, %d samples)",
                    BenchLink.median(ours) / 1e3,
                    BenchLink.quantile(ours, 0.1) / 1e3,
                    BenchLink.quantile(ours, 0.9) / 1e3,
                    ours.length);
            report.line(
                    "  tc    median %8.1f us (%d to %d, %d samples; a process for each layer, and one to show)",
                    (double) BenchLink.median(tcs),
                    BenchLink.quantile(tcs, 0.1),
                    BenchLink.quantile(tcs, 0.9),
                    tcs.length);
            report.atLeast("tc to CHAOS", 1000.0 * BenchLink.median(tcs) / BenchLink.median(ours), bound);
        }
        System.exit(report.status());
    }

    /** The same change: one tc for each layer, and one to show them. */
    private static String tc(BenchLink link) throws DataPlaneException {
        String change = "tc -n " + link.namespace + " qdisc change dev " + BenchLink.PORT + " ";
        String show = "tc -n " + link.namespace + " qdisc show dev " + BenchLink.PORT;
        String tbf = change + "root handle c4a: tbf rate $((10000000 + 8 * (i % 2)))bit burst 5000 limit 100; ";
        String middle = change + "parent c4a:1 handle c4b: netem delay $((40 + i % 2))ms loss 1% limit 100000; ";
        String queue = change + "parent " + (link.hasNetem() ? "c4b" : "c4a")
                + ":1 handle c4c: pfifo limit $((100 + i % 2)); ";
        return "{ " + tbf + (link.hasNetem() ? middle : "") + queue + show + "; }";
    }
}
