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
import chaos.bench.tool.Shell;
import chaos.dataplane.netlink.NetlinkDataPlane;
import chaos.dataplane.netlink.NetlinkSettings;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.PortSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** The netlink plane on two veth ports in a network namespace of its own, which goes at the end. Needs root. */
final class BenchLink implements AutoCloseable {

    /** The interface of port 1. */
    static final String PORT = "b1";

    final String namespace = "chaos-bench-" + ProcessHandle.current().pid();
    private final NetlinkDataPlane plane = new NetlinkDataPlane(
            new NetlinkSettings(new PortSettings(
                    new LinkName("bench"),
                    new PortName(PORT),
                    new PortName("b2"),
                    NetworkNamespace.at(namespace),
                    false,
                    Duration.ofSeconds(10))),
            new PlaneDescription(new PlaneName("netlink"), "bench", true));

    BenchLink() throws IOException, DataPlaneException {
        Shell.run("ip netns add " + namespace + "; for n in 1 2; do ip -n " + namespace
                + " link add b$n type veth peer name far$n; done");
        boolean attached = false;
        try {
            plane.attach();
            plane.apply(Direction.PORT1, impairment(0));
            attached = true;
        } finally {
            if (!attached) {
                close();
            }
        }
    }

    boolean hasNetem() throws DataPlaneException {
        return plane.capabilities().supports(Capability.LATENCY);
    }

    String layers() throws DataPlaneException {
        return hasNetem() ? "tbf -> netem -> pfifo" : "tbf -> pfifo (this kernel has no netem)";
    }

    /** Nanoseconds of each change of every layer with its read-back, in order. */
    long[] changes(int warmUp, int runs) throws DataPlaneException {
        var times = new long[runs];
        for (int i = 1; i <= warmUp + runs; i++) {
            var wanted = impairment(i);
            long began = System.nanoTime();
            var applied = plane.apply(Direction.PORT1, wanted);
            var read = applied.readBack().orElseThrow();
            long took = System.nanoTime() - began;
            if (applied.transition() != Transition.IN_PLACE
                    || !read.impairment().equals(applied.canonical())) {
                throw new IllegalStateException("not changed in place: " + applied + ", " + read);
            }
            if (i > warmUp) {
                times[i - warmUp - 1] = took;
            }
        }
        return times;
    }

    /** Nanoseconds of each reading of the counters, in order. */
    long[] readings(int warmUp, int runs) throws DataPlaneException {
        var times = new long[runs];
        for (int i = 0; i < warmUp + runs; i++) {
            long began = System.nanoTime();
            var stats = plane.stats(Direction.PORT1);
            long took = System.nanoTime() - began;
            if (stats.layers().isEmpty()) {
                throw new IllegalStateException("no layers: " + stats);
            }
            if (i >= warmUp) {
                times[i - warmUp] = took;
            }
        }
        return times;
    }

    private Impairment impairment(int number) throws DataPlaneException {
        var rate = RateLimit.of(new BitRate(10_000_000 + 8L * (number % 2))).withBurst(new ByteCount(5000));
        var limited = Impairment.NONE.withRate(rate).withQueue(new QueueLimit.Packets(100 + number % 2));
        return hasNetem()
                ? limited.withLatency(new Latency.Constant(Duration.ofMillis(40 + number % 2)))
                        .withLoss(new LossModel.Bernoulli(Probability.ofPercent(1), Correlation.NONE))
                : limited;
    }

    /** The value that a share of all values is at or below. */
    static long quantile(long[] values, double share) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
    }

    static long median(long[] values) {
        return quantile(values, 0.5);
    }

    @Override
    public void close() throws IOException {
        try {
            plane.stop();
        } finally {
            Shell.run("ip netns del " + namespace);
        }
    }
}
