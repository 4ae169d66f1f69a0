package chaos.calibration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.ProbeTrace;
import chaos.calibration.statistics.Confidence;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Planted errors of losses that follow each other: their share is normal with the inflated variance. Half its band is
 * what a faultless plane leaves once in a thousand times.
 */
class PlantedChainTest {

    private static final double Z = 3.2905;
    private static final String LOST = "share lost";
    private static final String NEIGHBOURS = "correlation of neighbours";

    static Stream<Plant> chained() {
        return Plant.table(PlantedChainTest::bursts, PlantedChainTest::correlated);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chained")
    void losses_passAsOftenAsPredicted(Plant plant) {
        PlantedRuns.assertPredicted(plant);
    }

    /** Of what is exactly as asked, nine of ten lie within half the interval of 99.9 % around it. */
    @Test
    void neighbours_haveAnIntervalAsWideAsItsConfidenceSays() {
        var asked = Chain.of(0.1, 0.5);
        var runs = PlantedRuns.runs(
                random -> PlantedRuns.conduct("T-CORR", random, (sentAt, train, own) -> asked.trace(sentAt, own)));
        var measured = PlantedRuns.of(runs, NEIGHBOURS).stream()
                .map(CaseResult::measured)
                .map(each -> each.orElseThrow())
                .toList();
        assertEquals(Confidence.LEVEL, measured.get(0).confidence());
        int within = (int) measured.stream()
                .filter(each -> Math.abs(each.value() - 0.5) <= (each.high() - each.low()) / 4)
                .count();
        PlantedRuns.assertShare(Plant.normal(0, 1, -Z / 2, Z / 2), within, "within half the interval lie");
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
                        NEIGHBOURS,
                        train -> {
                            var chain = Chain.of(share.applyAsDouble(train.count()), middle);
                            double error = Math.hypot(sigma, chain.errorOfNeighbours(train.count()));
                            return Plant.normal(middle, error, 0.45, 0.55);
                        }));
    }
}
