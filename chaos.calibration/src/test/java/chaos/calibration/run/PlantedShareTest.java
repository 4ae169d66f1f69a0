package chaos.calibration.run;

import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Planted errors of what happens to packets independently: its count is binomial. Half a band is what a faultless plane
 * leaves once in a thousand times.
 */
class PlantedShareTest {

    private static final double ALPHA = 0.001;
    private static final double Z = 3.2905;

    static Stream<Plant> independent() {
        return Plant.table(
                times -> share("T-DUP", 0.02, times, PlantedShareTest::twice),
                times -> share("T-COR", 0.02, times, PlantedShareTest::changed),
                PlantedShareTest::overtaken);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("independent")
    void shares_passAsOftenAsPredicted(Plant plant) {
        PlantedRuns.assertPredicted(plant);
    }

    /** Does something to each packet with a chance. */
    private interface Happening {

        ProbeTrace trace(long[] sentAt, double chance, SplittableRandom random);
    }

    /** The band is the exact interval of a binomial count. */
    private static Plant share(String name, double share, double times, Happening happening) {
        LongToDoubleFunction planted = n -> share + times * (high(n, share) - low(n, share)) / 2.0 / n;
        return new Plant(
                name,
                times,
                (sentAt, train, random) -> happening.trace(sentAt, planted.applyAsDouble(sentAt.length), random),
                Map.of(
                        "share",
                        train -> Plant.binomial(
                                train.count(),
                                planted.applyAsDouble(train.count()),
                                low(train.count(), share),
                                high(train.count(), share))));
    }

    private static int low(long n, double share) {
        return BinomialDistribution.of((int) n, share).inverseCumulativeProbability(ALPHA / 2);
    }

    private static int high(long n, double share) {
        return BinomialDistribution.of((int) n, share).inverseCumulativeProbability(1 - ALPHA / 2);
    }

    private static ProbeTrace twice(long[] sentAt, double chance, SplittableRandom random) {
        var arrivals = IntStream.range(0, sentAt.length)
                .flatMap(probe -> random.nextDouble() < chance ? IntStream.of(probe, probe) : IntStream.of(probe))
                .toArray();
        return PlantedRig.arrivals(sentAt, arrivals);
    }

    private static ProbeTrace changed(long[] sentAt, double chance, SplittableRandom random) {
        var marks = new boolean[sentAt.length];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = random.nextDouble() < chance;
        }
        return new ProbeTrace(sentAt, IntStream.range(0, marks.length).toArray(), sentAt, marks);
    }

    /** The model draws its share from 60,000 packets, which widens the band; what it drew is the middle of it. */
    private static Plant overtaken(double times) {
        return new Plant(
                "T-REO",
                times,
                (sentAt, train, random) -> late(sentAt, Reordered.of(train).planted(times), random),
                Map.of("share", train -> Reordered.of(train).passes(times)));
    }

    private record Reordered(long packets, double model) {

        static Reordered of(ProbeTrain train) {
            return new Reordered(
                    train.count(), Model.ofQuickRun("T-REO", train).shares().reordered() / 100);
        }

        private double reach() {
            return Z * Math.sqrt(model * (1 - model) * (1 + packets / 60_000.0) / packets);
        }

        double planted(double times) {
            return model + times * reach();
        }

        double passes(double times) {
            long low = (long) Math.ceil((model - reach()) * packets);
            long high = (long) Math.floor((model + reach()) * packets);
            return Plant.binomial(packets, planted(times), low, high);
        }
    }

    /** Each is held back with a chance until one has come that is not. */
    private static ProbeTrace late(long[] sentAt, double chance, SplittableRandom random) {
        var arrivals = new int[sentAt.length];
        int held = 0;
        int arrived = 0;
        for (int probe = 0; probe < sentAt.length; probe++) {
            if (probe < sentAt.length - 1 && random.nextDouble() < chance) {
                held++;
            } else {
                arrivals[arrived++] = probe;
                for (; held > 0; held--) {
                    arrivals[arrived++] = probe - held;
                }
            }
        }
        return PlantedRig.arrivals(sentAt, arrivals);
    }
}
