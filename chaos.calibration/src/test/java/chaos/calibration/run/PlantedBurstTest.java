package chaos.calibration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** T-BURST on a bucket that a change leaves as empty as it was, and before a rig that is too slow. */
class PlantedBurstTest {

    private static final double FRAME_NANOS = 8e6; // 1000 bytes at 1 Mbit/s
    private static final int DEPTH = 10;

    /** What is in the bucket when the train comes, in frames, is what came into it since the trains before. */
    private static final class Bucket implements PlantedRig.Planted {

        private final double jitter;
        private final double spacing;
        private double frames;

        /** An empty one, in front of a sender with this spacing of frames. */
        Bucket(double jitter, double spacing) {
            this.jitter = jitter;
            this.spacing = spacing;
        }

        @Override
        public ProbeTrace trace(long[] evenly, ProbeTrain train, SplittableRandom random) {
            var sentAt = new long[evenly.length];
            Arrays.setAll(sentAt, i -> Math.round(i * spacing));
            var arrivedAt = new long[sentAt.length];
            double now = 0;
            for (int i = 0; i < sentAt.length; i++) {
                double next = Math.max(now, (double) sentAt[i]);
                frames = Math.min(DEPTH, frames + (next - now) / FRAME_NANOS);
                double wait = Math.max(0, 1 - frames) * FRAME_NANOS;
                now = next + wait;
                frames = Math.max(0, frames - 1);
                arrivedAt[i] = Math.round(now + jitter * random.nextDouble());
            }
            frames = DEPTH; // each train is followed by as long a pause as fills it
            return PlantedRig.at(sentAt, sentAt.length, i -> arrivedAt[i]);
        }
    }

    private static CaseResult burst(double jitter, double spacing, SplittableRandom random) {
        return PlantedRuns.planes(PlantedRuns.conduct("T-BURST", random, new Bucket(jitter, spacing)))
                .get(0);
    }

    private static Estimate measured(CaseResult result) {
        return result.measured().orElseThrow();
    }

    @Test
    void aBucketThatGrantsItsBurst_measuresIt_howeverEmptyTheChangeLeftIt() {
        var result = burst(0, 1000, new SplittableRandom(PlantedRuns.SEED));
        assertEquals(Verdict.PASS, result.verdict(), result.why());
        assertEquals("in the band", result.why());
        assertEquals(10_000, measured(result).value(), 5);
    }

    @Test
    void twoRuns_doNotDrift() {
        var runs = PlantedRuns.runs(random -> List.of(burst(400_000, 1000, random)));
        int apart = 0;
        for (int i = 1; i < runs.size(); i++) {
            var one = measured(runs.get(i - 1).get(0));
            var other = measured(runs.get(i).get(0));
            assertEquals(10_000, one.value(), 60);
            assertTrue(one.high() > one.low());
            apart += one.high() < other.low() || other.high() < one.low() ? 1 : 0;
        }
        assertEquals(0, apart);
    }

    /** Twice the rate: what would show, shows too late. */
    @Test
    void aSlowSender_isNotEvaluated() {
        var result = burst(0, FRAME_NANOS / 2, new SplittableRandom(PlantedRuns.SEED));
        assertEquals(Verdict.NOT_EVALUATED, result.verdict());
        assertEquals(
                "the rig took 84.0 ms to offer the first 22 frames; a burst shows only when they come at 10 times the"
                        + " rate or faster",
                result.why());
    }
}
