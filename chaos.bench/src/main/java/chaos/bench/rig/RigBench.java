package chaos.bench.rig;

import chaos.api.calibration.Measurement;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.RigException;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.bench.tool.Report;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.PortSettings;
import chaos.rig.wire.WireRig;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * The floor of the wire rig: what it sees where nothing is between its ends. As root. Exits with 1 where a bound is
 * not kept.
 */
public final class RigBench {

    private static final int TRAINS = 10;
    private static final int PER_SECOND = 20_000;
    private static final long MILLION = 1_000_000;
    private static final double MICRO = 1e3;
    private static final Duration SETTLE = Duration.ofMillis(200);

    private final Report report = new Report();
    private final WireRig rig = new WireRig(new PortSettings(
            new LinkName("bench"),
            new PortName("none1"), // the floor needs no ports
            new PortName("none2"),
            NetworkNamespace.own(),
            false,
            Duration.ofSeconds(5)));

    private RigBench() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws RigException, InterruptedException {
        var bench = new RigBench();
        for (int bytes : new int[] {64, 1514}) {
            bench.floor(bytes);
        }
        bench.million();
        System.exit(bench.report.status());
    }

    private Measurement measure(long count, int bytes) throws RigException, InterruptedException {
        return rig.measureFloor(new ProbeTrain(count, bytes, PER_SECOND, 1), SETTLE);
    }

    private void floor(int bytes) throws RigException, InterruptedException {
        report.line(
                "the wire rig's own floor, %d trains of %d probes of %d bytes, %d a second",
                TRAINS, PER_SECOND, bytes, PER_SECOND);
        var medians = new double[TRAINS];
        for (int i = 0; i < TRAINS; i++) {
            var measured = measure(PER_SECOND, bytes);
            medians[i] = line(measured);
        }
        Arrays.sort(medians);
        report.line("  repeatability: the medians are %.1f us apart", medians[TRAINS - 1] - medians[0]);
        report.atMost("one-way delay, median of the medians, us:", medians[TRAINS / 2], 40);
    }

    /** The median in microseconds. */
    private double line(Measurement measured) {
        long[] delays = measured.trace().oneWayDelays();
        Arrays.sort(delays);
        double median = delays[delays.length / 2] / MICRO;
        report.line(
                "  %s, %d lost%s",
                String.format(
                        Locale.ROOT,
                        "median %.1f us, 99%% %.1f us, longest %.1f us",
                        median,
                        delays[(int) (delays.length * 0.99)] / MICRO,
                        delays[delays.length - 1] / MICRO),
                measured.trace().lost(),
                measured.disturbances().isEmpty() ? "" : "; " + String.join("; ", measured.disturbances()));
        return median;
    }

    private void million() throws RigException, InterruptedException {
        report.line("a million probes of 64 bytes, %d a second", PER_SECOND);
        var measured = measure(MILLION, 64);
        line(measured);
        report.atMost("lost of a million:", measured.trace().lost(), 0);
    }
}
