package chaos.calibration.cases;

import chaos.api.calibration.CaseDescription;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.ToleranceBand;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.calibration.statistics.Estimates;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What comes at once after idle. */
final class BurstCase implements CalibrationCase {

    private static final String QUANTITY = "bytes beyond the rate";
    private static final BitRate RATE = new BitRate(1_000_000);
    private static final double BYTES_PER_NANO = RATE.bytesPerSecond() / 1e9;
    private static final int BURST = 10_000;
    private static final int BYTES = 1000;
    private static final int FRAMES = 60;
    private static final ToleranceBand GATE = new ToleranceBand(0, BURST + BYTES, "bytes");
    private static final ToleranceBand GOAL = new ToleranceBand(BURST - BYTES, BURST + BYTES, "bytes");
    /** Those of the burst, the one beyond it, and as many again that follow each other at the rate. */
    private static final int NEEDED = 2 * (BURST / BYTES + 1);
    /** So many times the rate at least they must be offered; the bucket fills meanwhile. */
    private static final int FASTER = 10;
    /** A bucket takes 80 ms to fill at the rate, and holds what the change left in it. */
    private static final Duration IDLE = Duration.ofMillis(250);

    @Override
    public CaseDescription description() {
        return new CaseDescription(
                new CaseName("T-BURST"), "bytes at line rate after idle: the burst and one frame at most", false);
    }

    @Override
    public List<Trial> trials(Mode mode) {
        var rate = RateLimit.of(RATE).withBurst(new ByteCount(BURST));
        return List.of(new ProbeTrial(
                Impairment.NONE.withRate(rate).withQueue(new QueueLimit.Packets(100)),
                new Shape(BYTES, Shape.BACK_TO_BACK, FRAMES),
                IDLE,
                Duration.ofSeconds(1),
                seen -> List.of(judge(seen.trace())),
                seen -> List.of()));
    }

    private static Finding judge(ProbeTrace trace) {
        if (trace.arrivals() == 0) {
            return Finding.nothing(QUANTITY, GATE, NEEDED, "no probe arrived");
        }
        return Finding.plane(QUANTITY, GATE, NEEDED, measured(trace)).goal(GOAL).doubted(offered(trace));
    }

    /**
     * How deep a bucket must be to let this through: the most bytes that had come at any time beyond what the rate had
     * earned since the first. Frames that follow each other at the rate tell how far one may be early or late.
     */
    private static Estimate measured(ProbeTrace trace) {
        double most = IntStream.range(0, trace.arrivals())
                .mapToDouble(i -> (i + 1.0) * BYTES - BYTES_PER_NANO * (trace.arrivedAt(i) - trace.arrivedAt(0)))
                .max()
                .orElse(0);
        var spacings = IntStream.range(trace.arrivals() / 2 + 1, trace.arrivals())
                .mapToDouble(i -> BYTES_PER_NANO * (trace.arrivedAt(i) - trace.arrivedAt(i - 1)))
                .toArray();
        return Estimates.scattering(Math.rint(most), spacings, trace.arrivals());
    }

    /** Twice what may pass at once must be there before a tenth of it is earned, or nothing shows that it may not. */
    private static Optional<String> offered(ProbeTrace trace) {
        int frames = Math.min(NEEDED, trace.sent());
        double earned = BYTES_PER_NANO * (trace.sentAt(frames - 1) - trace.sentAt(0));
        return frames == NEEDED && earned * FASTER <= frames * (double) BYTES
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the rig took %.1f ms to offer the first %d frames; a burst shows only when they come at %d"
                                + " times the rate or faster",
                        earned / BYTES_PER_NANO / 1e6,
                        frames,
                        FASTER));
    }
}
