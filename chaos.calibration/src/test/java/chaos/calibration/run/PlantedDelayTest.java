package chaos.calibration.run;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.Verdict;
import chaos.api.prediction.LatencyQuantiles;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Planted errors of delays, and of what is neither impaired nor may be lost. */
class PlantedDelayTest {

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
    private static final String KS = "chance of this shape (KS)";

    static Stream<Plant> plants() {
        return Plant.table(PlantedDelayTest::neutral, PlantedDelayTest::constant, PlantedDelayTest::jitter);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plants")
    void delays_passAsOftenAsPredicted(Plant plant) {
        PlantedRuns.assertPredicted(plant);
    }

    private static ProbeTrace delayed(long[] sentAt, DoubleSupplier delay) {
        return PlantedRig.at(sentAt, sentAt.length, probe -> sentAt[probe] + Math.round(delay.getAsDouble()));
    }

    /** Normal delays. */
    private static Plant neutral(double times) {
        double band = 50_000;
        double sigma = 120_000;
        double mean = times * band - sigma * STANDARD.inverseCumulativeProbability(0.99);
        return new Plant(
                "T-NEUTRAL",
                times,
                (sentAt, train, random) -> delayed(sentAt, () -> mean + sigma * random.nextGaussian()),
                Map.of("99th percentile of the one-way delay above the floor's", train -> {
                    // It is within the band if as many lie below that: a binomial count.
                    var below = NormalDistribution.of(mean, sigma).cumulativeProbability(band);
                    int place = (int) Math.floor(0.99 * train.count());
                    var counts = BinomialDistribution.of((int) train.count(), below);
                    return 1 - counts.cumulativeProbability(place);
                }));
    }

    static Stream<Plant> losses() {
        return Plant.table(PlantedDelayTest::lost);
    }

    /** One lost packet fails, and no second drawing makes up for it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void whatMayNotBeLost_passesAsOftenAsNoneIs(Plant plant) {
        PlantedRuns.assertPredictedOnce(plant);
    }

    /** As many as the band are lost on average, though there may be none. */
    private static Plant lost(double times) {
        return new Plant(
                "T-NEUTRAL",
                times,
                (sentAt, train, random) -> PlantedRig.lossy(sentAt, times / sentAt.length, random),
                Map.of("packets lost", train -> Math.pow(1 - times / train.count(), (double) train.count())));
    }

    /** Even delays between two bounds, whose middle and distance wander, so that there is something to predict. */
    private static Plant constant(double times) {
        double median = 101_000; // 100 µs, and 0.1 % of 1 ms
        double spread = 300_000;
        double part = 0.3;
        return new Plant(
                "T-LAT-p",
                times,
                (sentAt, train, random) -> {
                    double middle = 1e6 + median * (times + part * random.nextGaussian());
                    double width = Math.max(0, spread * (times + part * random.nextGaussian())) / 0.98;
                    return delayed(sentAt, () -> middle + width * (random.nextDouble() - 0.5));
                },
                Map.of(
                        "median one-way delay above the floor",
                        train -> {
                            double error = times * spread / 0.98 / 2 / Math.sqrt((double) train.count());
                            return Plant.normal(times * median, Math.hypot(part * median, error), -median, median);
                        },
                        "99th less 1st percentile",
                        train -> {
                            // Two ordered values are as far apart as one of a beta distribution.
                            double error = times * spread * Math.sqrt(0.02 / 0.98 / train.count());
                            double all = Math.hypot(part * spread, error);
                            return Plant.normal(times * spread, all, Double.NEGATIVE_INFINITY, spread);
                        }));
    }

    /**
     * Normal delays whose mean and deviation wander, so that there is something to predict. Each is followed by one as
     * far on the other side of the mean, or in one of sixteen runs the batches would not tell the mean well enough.
     */
    private static Plant jitter(double times) {
        double mean = 100_000; // 2 % of 5 ms
        double deviation = 0.03;
        double part = 0.3;
        return new Plant(
                "T-JIT",
                times,
                (sentAt, train, random) -> {
                    var asked = model(train);
                    double middle = asked.mean().toNanos() + mean * (times + part * random.nextGaussian());
                    double sigma = asked.sigma().toNanos() * (1 + deviation * (times + part * random.nextGaussian()));
                    var last = new double[1];
                    return PlantedRig.at(sentAt, sentAt.length, probe -> {
                        last[0] = probe % 2 == 0 ? random.nextGaussian() : -last[0];
                        return sentAt[probe] + Math.round(middle + sigma * last[0]);
                    });
                },
                Map.of(
                        "mean one-way delay above the floor",
                        train -> Plant.normal(times, part, -1, 1),
                        "deviation of the one-way delay",
                        train -> {
                            // Of half as many: the other half is the same on the other side.
                            double error = (1 / deviation + times) / Math.sqrt((double) train.count());
                            return Plant.normal(times, Math.hypot(part, error), -1, 1);
                        }));
    }

    private static LatencyQuantiles model(ProbeTrain train) {
        return Model.ofQuickRun("T-JIT", train).latency();
    }

    /** Where the shape is right, the chance that is measured is even from 0 to 1: 0.001 of the runs lie below 0.001. */
    @Test
    void theRightShape_hasAnEvenChance() {
        PlantedRig.Planted right = (sentAt, train, random) -> ofModel(sentAt, train, random.nextLong(Long.MAX_VALUE));
        var runs = PlantedRuns.runs(random -> drawn(random, right));
        var chances = PlantedRuns.of(runs, KS);
        for (double below : new double[] {0.01, 0.1, 0.5}) {
            assertShare(below, chances.stream().filter(result -> value(result) < below));
        }
        // What was below 0.001 was drawn once more.
        assertShare(0.001, chances.stream().filter(result -> result.why().contains("; drawn again, the first was")));
        PlantedRuns.assertAlways(Verdict.PASS, chances);
    }

    private static void assertShare(double below, Stream<CaseResult> seen) {
        PlantedRuns.assertShare(below, (int) seen.count(), "the chance of the right shape is below " + below + " in");
    }

    /** Each run compares with another sample of the model. */
    private static List<CaseResult> drawn(SplittableRandom random, PlantedRig.Planted planted) {
        long seed = random.nextLong(Long.MAX_VALUE);
        var rig = new PlantedRig(random, planted);
        return PlantedRuns.conduct("T-JIT", PlantedRuns.surroundings(rig, new ImaginedLink(), new Model(true)), seed);
    }

    private static ProbeTrace ofModel(long[] sentAt, ProbeTrain train, long seed) {
        var drawn = Model.ofQuickRun("T-JIT", train, seed);
        return PlantedRig.at(sentAt, sentAt.length, probe -> sentAt[probe] + drawn[probe]);
    }

    private static double value(CaseResult result) {
        return result.measured().orElseThrow().value();
    }

    /** Even delays of the same mean and deviation as the normal ones that were asked for. */
    @Test
    void aWrongShape_isAlwaysFound() {
        PlantedRig.Planted wrong = (sentAt, train, random) -> {
            var asked = model(train);
            double width = asked.sigma().toNanos() * Math.sqrt(12);
            double least = asked.mean().toNanos() - width / 2;
            return delayed(sentAt, () -> least + width * random.nextDouble());
        };
        var runs = PlantedRuns.runs(100, random -> drawn(random, wrong));
        PlantedRuns.assertAlways(Verdict.FAIL, PlantedRuns.of(runs, KS));
    }
}
