package chaos.calibration.cases;

import chaos.api.calibration.CaseDescription;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.ToleranceBand;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.LossModel;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.calibration.statistics.Confidence;
import chaos.calibration.statistics.Estimates;
import chaos.calibration.statistics.LossRuns;
import chaos.calibration.statistics.SampleSize;
import java.util.List;

/**
 * Questions about losses that follow each other; the variance of their share is inflated. The predictor tells the
 * share; lengths of bursts and the correlation of neighbours are those of the chain's own formulas, 1 / r and what is
 * set.
 */
final class BurstLossCases {

    private static final int BYTES = 256;
    private static final int PER_SECOND = 20_000;
    private static final double PERCENT = 100;
    private static final double RELATIVE = 0.1;
    private static final int FULL = 5;

    private BurstLossCases() {}

    static List<CalibrationCase> all() {
        return List.of(new GilbertElliott(), new Correlated());
    }

    /** Bursts of loss. */
    private static final class GilbertElliott implements CalibrationCase {

        private static final CaseName NAME = new CaseName("T-GE");
        private static final double P = 0.05;
        private static final double R = 0.25;
        private static final double LENGTH = 0.05;

        @Override
        public CaseDescription description() {
            return new CaseDescription(
                    NAME, "Gilbert-Elliott: the share within its 99.9 % interval, the mean burst within 5 %", false);
        }

        @Override
        public List<Trial> trials(Mode mode) {
            var model = new LossModel.GilbertElliott(
                    Probability.ofFraction(P), Probability.ofFraction(R), Probability.ALWAYS, Probability.NEVER);
            long bursts = SampleSize.forBursts(R, LENGTH);
            // One burst begins every (p + r) / (p r) packets; a tenth more, because their number is drawn too.
            int packets = (int) Math.ceil(1.1 * bursts * (P + R) / (P * R));
            return List.of(new ProbeTrial(
                    Impairment.NONE.withLoss(model),
                    new Shape(BYTES, PER_SECOND, mode == Mode.QUICK ? packets : FULL * packets),
                    seen -> {
                        var runs = Estimates.mean(new LossRuns(
                                        seen.trace().arrived(), seen.trace().sent())
                                .each());
                        return List.of(
                                share(seen, 1 - P - R),
                                Finding.plane(
                                        "mean length of a burst",
                                        new ToleranceBand((1 - LENGTH) / R, (1 + LENGTH) / R, "packets"),
                                        bursts,
                                        runs),
                                Finding.intent(
                                        "share lost",
                                        ShareCases.points(PERCENT * P / (P + R), 0.01),
                                        Estimates.exact(
                                                seen.prediction()
                                                        .shares()
                                                        .loss()
                                                        .value(),
                                                0)));
                    },
                    seen -> List.of(Plots.runs(NAME, seen, R))));
        }
    }

    /** Correlated loss keeps its rate. */
    private static final class Correlated implements CalibrationCase {

        private static final CaseName NAME = new CaseName("T-CORR");
        private static final double LOSS = 0.1;
        private static final double CORRELATION = 0.5;
        private static final double HALF = 0.05;
        /** The chances of a loss after a loss and after a packet; the correlation is by how much they differ. */
        private static final double AFTER_LOSS = LOSS + CORRELATION * (1 - LOSS);

        private static final double AFTER_PACKET = LOSS * (1 - CORRELATION);
        /** The variance of that difference, times the packets. */
        private static final double VARIANCE =
                AFTER_LOSS * (1 - AFTER_LOSS) / LOSS + AFTER_PACKET * (1 - AFTER_PACKET) / (1 - LOSS);

        @Override
        public CaseDescription description() {
            return new CaseDescription(
                    NAME, "correlated loss: the share as asked, the correlation of neighbours within 0.05", false);
        }

        @Override
        public List<Trial> trials(Mode mode) {
            var model = new LossModel.Bernoulli(Probability.ofFraction(LOSS), Correlation.ofFraction(CORRELATION));
            int needed = (int) Math.ceil(Math.pow(Confidence.Z / HALF, 2) * VARIANCE);
            // The share needs more.
            double inflation = (1 + CORRELATION) / (1 - CORRELATION);
            int packets = (int) Math.ceil(1.1 * inflation * SampleSize.forShareWithin(LOSS, RELATIVE));
            return List.of(new ProbeTrial(
                    Impairment.NONE.withLoss(model),
                    new Shape(BYTES, PER_SECOND, mode == Mode.QUICK ? packets : FULL * packets),
                    seen -> List.of(
                            share(seen, CORRELATION),
                            Finding.plane(
                                    "correlation of neighbours",
                                    new ToleranceBand(CORRELATION - HALF, CORRELATION + HALF, ""),
                                    needed,
                                    neighbours(seen)),
                            Finding.intent(
                                    "share lost",
                                    ShareCases.points(PERCENT * LOSS, 0.01),
                                    Estimates.exact(
                                            seen.prediction().shares().loss().value(), 0))),
                    seen -> List.of(Plots.runs(NAME, seen, (1 - LOSS) * (1 - CORRELATION)))));
        }

        private static Estimate neighbours(Seen seen) {
            var trace = seen.trace();
            double value = new LossRuns(trace.arrived(), trace.sent()).correlationOfNeighbours();
            double reach = Confidence.Z * Math.sqrt(VARIANCE / trace.sent());
            return new Estimate(value, value - reach, value + reach, trace.sent(), Confidence.LEVEL);
        }
    }

    /** The share, with the variance inflated by (1 + ρ) / (1 - ρ). */
    private static Finding share(Seen seen, double correlation) {
        var trace = seen.trace();
        double inflation = (1 + correlation) / (1 - correlation);
        double expected = seen.prediction().shares().loss().value() / PERCENT;
        long needed = (long) Math.ceil(inflation * SampleSize.forShareWithin(expected, RELATIVE));
        return Finding.plane(
                "share lost",
                Estimates.acceptance(expected, trace.sent(), inflation),
                needed,
                Estimates.share(trace.lost(), trace.sent(), inflation));
    }
}
