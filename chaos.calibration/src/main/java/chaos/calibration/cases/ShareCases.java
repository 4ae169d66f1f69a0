package chaos.calibration.cases;

import chaos.api.calibration.CaseDescription;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.ToleranceBand;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Reordering;
import chaos.api.prediction.Prediction;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.calibration.statistics.Estimates;
import chaos.calibration.statistics.SampleSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Questions about how many packets something happens to, each on its own. */
final class ShareCases {

    private static final double PERCENT = 100;
    private static final int BYTES = 256;
    private static final int PER_SECOND = 20_000;
    /** A share whose interval is wider than a third of it says little. */
    private static final double RELATIVE = 0.3;
    /** What the model draws, where it must draw. */
    private static final double MODEL_DRAWS = 60_000;

    private ShareCases() {}

    static List<CalibrationCase> all() {
        return List.of(new Loss(), duplication(), corruption(), reordering());
    }

    /** Of the canon: independent loss. */
    private static final class Loss implements CalibrationCase {

        private static final CaseName NAME = new CaseName("T-LOSS-pp");
        private static final double HALF = 0.001;

        @Override
        public CaseDescription description() {
            return new CaseDescription(NAME, "independent loss: the share, within 0.1 percentage points", true);
        }

        @Override
        public List<Trial> trials(Mode mode) {
            if (mode == Mode.QUICK) {
                return List.of(trial(0.5, BYTES, PER_SECOND));
            }
            var trials = new ArrayList<Trial>();
            for (int bytes : new int[] {64, 256, 1500}) {
                for (int perSecond : new int[] {5000, 10_000, 20_000}) {
                    trials.add(trial(1, bytes, perSecond));
                }
            }
            trials.add(trial(0.1, BYTES, PER_SECOND));
            trials.add(trial(10, BYTES, PER_SECOND));
            return trials;
        }

        private static Trial trial(double percent, int bytes, double perSecond) {
            var loss = new LossModel.Bernoulli(Probability.ofPercent(percent), Correlation.NONE);
            long needed = SampleSize.forShare(percent / PERCENT, HALF);
            return new ProbeTrial(
                    Impairment.NONE.withLoss(loss),
                    new Shape(bytes, perSecond, 1).atLeast(needed),
                    seen -> {
                        double expected = seen.prediction().shares().loss().value();
                        return List.of(
                                Finding.plane(
                                        "share lost",
                                        points(expected, PERCENT * HALF),
                                        needed,
                                        Estimates.share(
                                                seen.trace().lost(),
                                                seen.trace().sent())),
                                Finding.intent(
                                        "share lost", points(percent, PERCENT * HALF), Estimates.exact(expected, 0)));
                    },
                    seen -> List.of(Plots.runs(NAME, seen, 1 - percent / PERCENT)));
        }
    }

    /**
     * A share that something happens to.
     *
     * @param description the case
     * @param quick what is sent in a quick run
     * @param impairment what is set
     * @param asked the share, in percent
     * @param counted how many it happened to, of how many
     * @param predicted the share that the model says
     */
    private record Share(
            CaseDescription description,
            Shape quick,
            Impairment impairment,
            double asked,
            Counter counted,
            java.util.function.ToDoubleFunction<Prediction> predicted)
            implements CalibrationCase {

        /** Counts hits among the packets that could be hit. */
        @FunctionalInterface
        interface Counter {

            /** Hits, and of how many. */
            long[] count(Seen seen);
        }

        @Override
        public List<Trial> trials(Mode mode) {
            long needed = SampleSize.forShareWithin(asked / PERCENT, RELATIVE);
            var shape = mode == Mode.QUICK
                    ? quick.atLeast(needed)
                    : new Shape(quick.bytes(), quick.perSecond(), 10 * quick.count()).atLeast(10 * needed);
            return List.of(new ProbeTrial(impairment, shape, seen -> judge(seen, needed), seen -> List.of()));
        }

        private List<Finding> judge(Seen seen, long needed) {
            var counts = counted.count(seen);
            double share = predicted.applyAsDouble(seen.prediction());
            boolean drawn = seen.prediction().method() == Prediction.Method.SIMULATED;
            double inflation = drawn ? 1 + counts[1] / MODEL_DRAWS : 1;
            var band = drawn
                    ? Estimates.acceptance(share / PERCENT, counts[1], inflation)
                    : Estimates.acceptance(share / PERCENT, counts[1]);
            Estimate measured = Estimates.share(counts[0], Math.max(1, counts[1]));
            var found = new ArrayList<Finding>();
            found.add(Finding.plane("share", band, needed, measured));
            if (!drawn) {
                found.add(Finding.intent("share", points(asked, asked * 0.001), Estimates.exact(share, 0)));
            }
            return found;
        }
    }

    private static CalibrationCase duplication() {
        return new Share(
                new CaseDescription(
                        new CaseName("T-DUP"), "duplication: the share, within its exact 99.9 % interval", false),
                new Shape(BYTES, PER_SECOND, 10_000),
                Impairment.NONE.withDuplication(new Duplication(Probability.ofPercent(2), Correlation.NONE)),
                2,
                seen -> new long[] {seen.trace().duplicates(), seen.trace().sent()},
                prediction -> prediction.shares().duplicated());
    }

    private static CalibrationCase corruption() {
        return new Share(
                new CaseDescription(
                        new CaseName("T-COR"), "corruption: the share, within its exact 99.9 % interval", false),
                new Shape(BYTES, PER_SECOND, 10_000),
                Impairment.NONE.withCorruption(new Corruption.Share(Probability.ofPercent(2), Correlation.NONE)),
                2,
                seen -> new long[] {
                    seen.trace().corrupted(), Math.max(1, seen.trace().arrivals())
                },
                prediction -> prediction.shares().corrupted());
    }

    /** One and a half spacings of latency: who skips it overtakes one packet, so that each counts once. */
    private static CalibrationCase reordering() {
        return new Share(
                new CaseDescription(
                        new CaseName("T-REO"), "reordering: the share overtaken, within its 99.9 % interval", false),
                new Shape(BYTES, 2000, 5000),
                Impairment.NONE
                        .withLatency(new Latency.Constant(Duration.ofNanos(750_000)))
                        .withReordering(new Reordering(Probability.ofPercent(5), Correlation.NONE, 1)),
                5,
                seen -> new long[] {
                    seen.trace().inversions(), Math.max(1, seen.trace().arrivals())
                },
                prediction -> prediction.shares().reordered());
    }

    static ToleranceBand points(double percent, double half) {
        return new ToleranceBand(percent - half, percent + half, "%");
    }
}
