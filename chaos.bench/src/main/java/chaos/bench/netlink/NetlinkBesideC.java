package chaos.bench.netlink;

import chaos.api.dataplane.DataPlaneException;
import chaos.bench.tool.Report;
import chaos.bench.tool.Shell;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * The plane beside a C program that has the same exchanges with the kernel and does nothing else
 * ({@code src/main/c/exchange.c}). As root; makes a network namespace for itself and removes it. Exits with 1 where a
 * bound is not kept.
 */
public final class NetlinkBesideC {

    /** A daemon lives long: it is measured when its compilers have hardly anything left to do, or after the most. */
    private static final int LEAST_WARM_UP_ROUNDS = 15;

    private static final int MOST_WARM_UP_ROUNDS = 40;
    private static final int QUIET_ROUNDS = 4;
    /** Less than the hundredth of the changes that may be slower than the 99th percentile. */
    private static final double QUIET_SHARE = 0.005;
    /** Both sides take turns, so that the machine's own speed, which changes within minutes, is the same for both. */
    private static final int ROUNDS = 5;

    private static final int WARM_UP_A_ROUND = 1000;
    private static final int RUNS_A_ROUND = 2000; // even: each change is to other numbers than the one before
    private static final int RUNS = ROUNDS * RUNS_A_ROUND;

    private final Report report = new Report();
    private final Samples changes = new Samples();
    private final Samples readings = new Samples();

    private NetlinkBesideC() {}

    /** What one program and the other took. */
    private static final class Samples {

        private final long[] ours = new long[RUNS];
        private final long[] theirs = new long[RUNS];

        void ours(int round, long[] times) {
            System.arraycopy(times, 0, ours, round * RUNS_A_ROUND, RUNS_A_ROUND);
        }

        void theirs(int round, long[] times) {
            System.arraycopy(times, 0, theirs, round * RUNS_A_ROUND, RUNS_A_ROUND);
        }
    }

    /**
     * Measures and prints.
     *
     * @param arguments the C program
     */
    public static void main(String[] arguments) throws IOException, DataPlaneException {
        System.exit(new NetlinkBesideC().compare(arguments[0]));
    }

    private int compare(String program) throws IOException, DataPlaneException {
        try (var link = new BenchLink()) {
            theirs(program, link); // what this process runs for it is known to the compilers as well then
            warmUp(link);
            var before = Pauses.now();
            var theirs = new String[ROUNDS]; // read afterwards: that is compiled, too
            for (int round = 0; round < ROUNDS; round++) {
                theirs[round] = theirs(program, link);
                changes.ours(round, link.changes(WARM_UP_A_ROUND, RUNS_A_ROUND));
                readings.ours(round, link.readings(WARM_UP_A_ROUND, RUNS_A_ROUND));
            }
            var pauses = Pauses.now().since(before);
            for (int round = 0; round < ROUNDS; round++) {
                long[] both = theirs[round].lines().mapToLong(Long::parseLong).toArray();
                changes.theirs(round, Arrays.copyOf(both, RUNS_A_ROUND));
                readings.theirs(round, Arrays.copyOfRange(both, RUNS_A_ROUND, both.length));
            }
            report.line("change and read back, %s (%d samples each)", link.layers(), RUNS);
            compare(changes, 3);
            if (link.hasNetem()) {
                report.atMost("99th percentile in ms:", BenchLink.quantile(changes.ours, 0.99) / 1e6, 1);
            }
            report.line("read the counters (%d samples each)", RUNS);
            compare(readings, 2);
            report.line("  CHAOS meanwhile: %s", pauses);
        }
        return report.status();
    }

    private void warmUp(BenchLink link) throws DataPlaneException {
        int quiet = 0;
        int rounds = 0;
        while (rounds < MOST_WARM_UP_ROUNDS && (rounds < LEAST_WARM_UP_ROUNDS || quiet < QUIET_ROUNDS)) {
            var before = Pauses.now();
            long began = System.nanoTime();
            // The same branches as later: what was never taken is compiled anew when it is.
            link.changes(WARM_UP_A_ROUND, WARM_UP_A_ROUND);
            link.readings(WARM_UP_A_ROUND, WARM_UP_A_ROUND);
            double millis = (System.nanoTime() - began) / 1e6;
            quiet = Pauses.now().compilingMillis - before.compilingMillis <= QUIET_SHARE * millis ? quiet + 1 : 0;
            rounds++;
        }
        report.line(
                "warmed up by %d changes and as many readings; compilers %s",
                2 * rounds * WARM_UP_A_ROUND, quiet >= QUIET_ROUNDS ? "quiet" : "still at work");
    }

    private static String theirs(String program, BenchLink link) throws IOException, DataPlaneException {
        return Shell.run(String.join(
                " ",
                program,
                "/run/netns/" + link.namespace,
                BenchLink.PORT,
                link.hasNetem() ? "netem" : "no-netem",
                Integer.toString(WARM_UP_A_ROUND),
                Integer.toString(RUNS_A_ROUND)));
    }

    private void compare(Samples samples, double bound) {
        print("CHAOS", samples.ours);
        print("C", samples.theirs);
        report.atMost("CHAOS to C", (double) BenchLink.median(samples.ours) / BenchLink.median(samples.theirs), bound);
    }

    private void print(String who, long[] times) {
        report.line(
                "  %-5s median %8.1f us (10th to 90th percentile %.1f to %.1f, 99th %.1f: %.1f times the median)",
                who,
                BenchLink.median(times) / 1e3,
                BenchLink.quantile(times, 0.1) / 1e3,
                BenchLink.quantile(times, 0.9) / 1e3,
                BenchLink.quantile(times, 0.99) / 1e3,
                (double) BenchLink.quantile(times, 0.99) / BenchLink.median(times));
    }

    /**
     * What the virtual machine did beside the program, since it began.
     *
     * @param collections of garbage
     * @param collectingMillis what they took
     * @param compilingMillis what its compilers took
     */
    private record Pauses(long collections, long collectingMillis, long compilingMillis) {

        static Pauses now() {
            long collections = 0;
            long millis = 0;
            for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                collections += collector.getCollectionCount();
                millis += collector.getCollectionTime();
            }
            return new Pauses(
                    collections,
                    millis,
                    ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
        }

        String since(Pauses before) {
            return String.format(
                    Locale.ROOT,
                    "%d collections of garbage in %d ms, compilers %d ms, in all of %d changes and readings",
                    collections - before.collections,
                    collectingMillis - before.collectingMillis,
                    compilingMillis - before.compilingMillis,
                    2 * ROUNDS * (WARM_UP_A_ROUND + RUNS_A_ROUND));
        }
    }
}
