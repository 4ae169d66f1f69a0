package chaos.calibration.run;

import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Planted errors of shares: what happens to packets independently is binomial, what follows itself is normal with the
 * inflated variance. Half a band is what a faultless plane leaves once in a thousand times.
 */
class PlantedShareTest {

    private static final double ALPHA = 0.001;
    private static final double Z = 3.2905;
    private static final String LOST = "share lost";

    static Stream<Plant> independent() {
        return Plant.table(
                times -> share("T-DUP", 0.02, times, PlantedShareTest::twice),
                times -> share("T-COR", 0.02, times, PlantedShareTest::changed),
                PlantedShareTest::overtaken);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("independent")
    void independentShares_passAsOftenAsPredicted(Plant plant) {
        PlantedRuns.assertPredicted(plant);
    }

    static Stream<Plant> chained() {
        return Plant.table(PlantedShareTest::bursts, PlantedShareTest::correlated);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chained")
    void chainedLosses_passAsOftenAsPredicted(Plant plant) {
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

    /**
     * Losses of a chain of two states.
     *
     * @param enter the chance that a loss follows a packet
     * @param leave the chance that a packet follows a loss
     */
    private record Chain(double enter, double leave) {

        static Chain of(double share, double correlation) {
            return new Chain(share * (1 - correlation), (1 - share) * (1 - correlation));
        }

        static Chain ofBursts(double share, double leave) {
            return new Chain(leave * share / (1 - share), leave);
        }

        double share() {
            return enter / (enter + leave);
        }

        double correlation() {
            return 1 - enter - leave;
        }

        double inflation() {
            return (1 + correlation()) / (1 - correlation());
        }

        /** The standard error of the share. */
        double error(long packets) {
            return Math.sqrt(share() * (1 - share()) * inflation() / packets);
        }

        /** Of how much more likely a loss is after a loss than after a packet: of two shares. */
        double errorOfNeighbours(long packets) {
            double afterLoss = leave * (1 - leave) / (share() * packets);
            double afterPacket = enter * (1 - enter) / ((1 - share()) * packets);
            return Math.sqrt(afterLoss + afterPacket);
        }

        ProbeTrace trace(long[] sentAt, SplittableRandom random) {
            return PlantedRig.lost(sentAt, new BooleanSupplier() {
                private boolean bad = random.nextDouble() < share();

                @Override
                public boolean getAsBoolean() {
                    boolean now = bad;
                    bad = random.nextDouble() < (bad ? 1 - leave : enter);
                    return now;
                }
            });
        }
    }

    /** More losses than asked, in longer bursts. */
    private static Plant bursts(double times) {
        var model = new Chain(0.05, 0.25);
        double leave = model.leave() / (1 + times * 0.05);
        LongFunction<Chain> planted = n -> Chain.ofBursts(model.share() + times * Z * model.error(n), leave);
        return new Plant(
                "T-GE",
                times,
                (sentAt, train, random) -> planted.apply(sentAt.length).trace(sentAt, random),
                Map.of(
                        LOST,
                        train -> passes(model, planted.apply(train.count()), train.count()),
                        "mean length of a burst",
                        train -> {
                            // Each length is geometric.
                            double bursts =
                                    train.count() * planted.apply(train.count()).share() * leave;
                            double error = Math.sqrt((1 - leave) / bursts) / leave;
                            return Plant.normal(1 / leave, error, 0.95 * 4, 1.05 * 4);
                        }));
    }

    private static double passes(Chain model, Chain planted, long n) {
        double reach = Z * model.error(n);
        return Plant.normal(planted.share(), planted.error(n), model.share() - reach, model.share() + reach);
    }

    /** More losses than asked, which tell more of each other: how much wanders, or there were nothing to predict. */
    private static Plant correlated(double times) {
        var model = Chain.of(0.1, 0.5);
        double sigma = 0.3 * 0.05;
        double middle = 0.5 + times * 0.05;
        LongToDoubleFunction share = n -> model.share() + times * Z * model.error(n);
        return new Plant(
                "T-CORR",
                times,
                (sentAt, train, random) -> Chain.of(
                                share.applyAsDouble(sentAt.length), middle + sigma * random.nextGaussian())
                        .trace(sentAt, random),
                Map.of(
                        LOST,
                        train -> passes(model, Chain.of(share.applyAsDouble(train.count()), middle), train.count()),
                        "correlation of neighbours",
                        train -> {
                            var chain = Chain.of(share.applyAsDouble(train.count()), middle);
                            double error = Math.hypot(sigma, chain.errorOfNeighbours(train.count()));
                            return Plant.normal(middle, error, 0.45, 0.55);
                        }));
    }
}
