package chaos.bench.packet;

import chaos.api.dataplane.Capability;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import chaos.bench.tool.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What a plain bridge, the kernel's netem and tbf, and the packet plane carry and add between the same hosts, one row
 * for each: for a kernel that has netem, which may be that of the guest. An emulated processor keeps no bound, so none
 * is set; what counts is how the rows compare. As root.
 */
public final class BesideNetem {

    private static final int SHORT = 60;
    private static final int LONG = 1514;
    private static final double MICRO = 1e3;
    private static final double MEGA = 1e6;
    private static final long MILLION = 1_000_000;
    private static final int PER_SECOND = 500;
    private static final List<Long> STEPS = List.of(1000L, 2000L, 5000L, 10_000L, 20_000L, 50_000L, 100_000L, 200_000L);

    private static final Duration LEAST = Duration.ofNanos(1000);
    private static final Duration LATENCY = Duration.ofMillis(10);
    private static final long MEGABITS = 10;

    private final Report report = new Report();
    private final Hosts hosts;
    private final int seconds;

    private BesideNetem(Hosts hosts, int seconds) {
        this.hosts = hosts;
        this.seconds = seconds;
    }

    /**
     * Measures and prints.
     *
     * @param arguments the probe, and for how many seconds each row lasts
     */
    public static void main(String[] arguments) throws IOException, DataPlaneException {
        try (var hosts = new Hosts(arguments[0])) {
            new BesideNetem(hosts, Integer.parseInt(arguments[1])).run();
        }
    }

    private void run() throws IOException, DataPlaneException {
        report.line("a plain bridge");
        hosts.bridged(this::carry);
        if (hosts.kernels().capabilities().supports(Capability.LATENCY)) {
            report.line("netem, with a latency of 1 us where nothing else is said");
            hosts.carried(hosts.kernels(), () -> plane(hosts.kernels()));
        } else {
            report.line("netem: not on this kernel");
        }
        report.line("the packet plane, with the same");
        hosts.carried(() -> hosts.probe(SHORT, 0, 100_000)); // the compiler needs to have seen it
        hosts.carried(() -> plane(hosts.plane()));
    }

    private void plane(DataPlane plane) throws IOException, DataPlaneException {
        apply(plane, Impairment.NONE.withLatency(new Latency.Constant(LEAST)));
        carry();
        apply(plane, Impairment.NONE.withLatency(new Latency.Constant(LATENCY)));
        var delays = probe().delays();
        report.line(
                "  latency of %d ms: median %.1f us more, 99%% less 1%% %.1f us",
                LATENCY.toMillis(), (delays.p50() - LATENCY.toNanos()) / MICRO, (delays.p99() - delays.p1()) / MICRO);
        apply(plane, Impairment.NONE.withRate(RateLimit.of(new BitRate(MEGABITS * MILLION))));
        long perSecond = Math.round(MEGABITS * MEGA * 1.2 / 8 / LONG);
        report.line(
                "  rate of %d Mbit/s: %.4f Mbit/s came",
                MEGABITS, hosts.probe(LONG, perSecond, perSecond * seconds).bitsPerSecond() / MEGA);
    }

    private static void apply(DataPlane plane, Impairment impairment) throws DataPlaneException {
        plane.apply(Direction.PORT2, impairment);
    }

    private Seen probe() throws IOException {
        return hosts.probe(SHORT, PER_SECOND, (long) PER_SECOND * seconds);
    }

    private void carry() throws IOException {
        report.line("  TCP: %.0f Mbit/s", hosts.tcp(seconds));
        double best = 0;
        for (long perSecond : STEPS) {
            var seen = hosts.probe(SHORT, perSecond, perSecond * seconds);
            if (seen.missing() > 0 || seen.perSecond() < 0.9 * perSecond) {
                break;
            }
            best = seen.perSecond();
        }
        report.line("  64-byte frames without loss, as fast as they could be sent in steps: %.0f a second", best);
        var delays = probe().delays();
        report.line(
                "  one-way delay at %d a second: median %.1f us, 99%% %.1f us",
                PER_SECOND, delays.p50() / MICRO, delays.p99() / MICRO);
    }
}
