package chaos.bench.netlink;

import chaos.api.dataplane.Capability;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.dataplane.netlink.NetlinkDataPlane;
import chaos.dataplane.netlink.NetlinkSettings;
import chaos.linux.NetworkNamespace;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Applying a change of every layer and reading it back, beside {@code tc} for the same change and a show. As root;
 * makes a network namespace for itself and removes it. Exits with 1 where CHAOS is less than 50 times faster.
 */
public final class NetlinkBesideTc {

    private static final int BOUND = 50;
    private static final int WARM_UP = 10_000;
    private static final int RUNS = 1001;
    private static final int TC_RUNS = 51;

    private final String namespace = "chaos-bench-" + ProcessHandle.current().pid();
    private final NetlinkDataPlane plane = new NetlinkDataPlane(
            new NetlinkSettings(
                    new LinkName("bench"),
                    new PortName("b1"),
                    new PortName("b2"),
                    NetworkNamespace.at(namespace),
                    false,
                    Duration.ofSeconds(10)),
            new PlaneDescription(new PlaneName("netlink"), "bench", true));

    private NetlinkBesideTc() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException, DataPlaneException {
        boolean kept = new NetlinkBesideTc().measure();
        System.exit(kept ? 0 : 1);
    }

    private boolean measure() throws IOException, DataPlaneException {
        Shell.run("ip netns add " + namespace + "; for n in 1 2; do ip -n " + namespace
                + " link add b$n type veth peer name far$n; done");
        try {
            plane.attach();
            return compare();
        } finally {
            plane.stop();
            Shell.run("ip netns del " + namespace);
        }
    }

    private boolean compare() throws IOException, DataPlaneException {
        boolean netem = plane.capabilities().supports(Capability.LATENCY);
        long[] ours = ours(netem);
        long[] tcs = Shell.times(tc(netem), TC_RUNS);
        Arrays.sort(tcs);
        double ratio = 1000.0 * median(tcs) / median(ours);
        print(String.format(
                "apply + read-back, %s%n  CHAOS median %8.1f us (10th to 90th percentile %.1f to %.1f, %d samples)%n"
                        + "  tc    median %8.1f us (%d to %d, %d samples; %d processes)%n  ratio %.0f (bound %d, %s)%n",
                netem ? "tbf -> netem -> pfifo" : "tbf -> pfifo (this kernel has no netem)",
                median(ours) / 1e3,
                ours[ours.length / 10] / 1e3,
                ours[ours.length * 9 / 10] / 1e3,
                ours.length,
                (double) median(tcs),
                tcs[tcs.length / 10],
                tcs[tcs.length * 9 / 10],
                tcs.length,
                netem ? 4 : 3,
                ratio,
                BOUND,
                ratio >= BOUND ? "kept" : "MISSED"));
        return ratio >= BOUND;
    }

    private static void print(String text) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.print(text);
    }

    /** Nanoseconds of each change, sorted. */
    private long[] ours(boolean netem) throws DataPlaneException {
        var times = new long[RUNS];
        plane.apply(Direction.PORT1, impairment(netem, 0));
        for (int i = 1; i <= WARM_UP + RUNS; i++) {
            var wanted = impairment(netem, i);
            long began = System.nanoTime();
            var applied = plane.apply(Direction.PORT1, wanted);
            var read = plane.read(Direction.PORT1, Optional.of(applied.canonical()));
            long took = System.nanoTime() - began;
            if (applied.transition() != Transition.IN_PLACE
                    || !read.impairment().equals(applied.canonical())) {
                throw new IllegalStateException("not changed in place: " + applied + ", " + read);
            }
            if (i > WARM_UP) {
                times[i - WARM_UP - 1] = took;
            }
        }
        Arrays.sort(times);
        return times;
    }

    private static Impairment impairment(boolean netem, int number) {
        var rate = RateLimit.of(new BitRate(10_000_000 + 8L * (number % 2))).withBurst(new ByteCount(5000));
        var limited = Impairment.NONE.withRate(rate).withQueue(new QueueLimit.Packets(100 + number % 2));
        return netem
                ? limited.withLatency(new Latency.Constant(Duration.ofMillis(40 + number % 2)))
                        .withLoss(new LossModel.Bernoulli(Probability.ofPercent(1), Correlation.NONE))
                : limited;
    }

    /** The same change: one tc for each layer, and one to show them. */
    private String tc(boolean netem) {
        String change = "tc -n " + namespace + " qdisc change dev b1 ";
        String show = "tc -n " + namespace + " qdisc show dev b1";
        String tbf = change + "root handle c4a: tbf rate $((10000000 + 8 * (i % 2)))bit burst 5000 limit 100; ";
        String middle = change + "parent c4a:1 handle c4b: netem delay $((40 + i % 2))ms loss 1% limit 100000; ";
        String queue = change + "parent " + (netem ? "c4b" : "c4a") + ":1 handle c4c: pfifo limit $((100 + i % 2)); ";
        return "{ " + tbf + (netem ? middle : "") + queue + show + "; }";
    }

    private static long median(long[] sorted) {
        return sorted[sorted.length / 2];
    }
}
