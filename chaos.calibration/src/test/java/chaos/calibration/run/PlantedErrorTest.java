package chaos.calibration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Verdict;
import chaos.api.link.LinkName;
import chaos.calibration.cases.Surroundings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The harness against errors that were planted, of 0, 0.5, 1.5 and 2 times the band: over {@value PlantedRuns#RUNS}
 * runs the share of passes lies where the sample size says, within an interval that is missed once in a thousand times,
 * and all others fail. Here the canon, small frames and bursts; the other cases in {@link PlantedShareTest},
 * {@link PlantedChainTest}, {@link PlantedDelayTest} and {@link PlantedExactTest}. The five make 77 such assertions, so
 * that at most one of thirteen seeds has a false alarm; the seed is fixed.
 */
class PlantedErrorTest {

    static Stream<Plant> canon() {
        return Plant.table(
                PlantedErrorTest::loss, PlantedErrorTest::latency, times -> rate("T-RATE", 10e6, 0.01, times));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("canon")
    void canon_passesAsOftenAsPredicted(Plant plant) {
        PlantedRuns.assertPredicted(plant);
    }

    static Stream<Plant> rates() {
        return Plant.table(times -> rate("T-RATE-s", 1e6, 0.02, times), PlantedErrorTest::burst);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rates")
    void rates_passAsOftenAsPredicted(Plant plant) {
        PlantedRuns.assertPredicted(plant);
    }

    private static Plant loss(double times) {
        double planted = 0.005 + times * 0.001;
        return new Plant(
                "T-LOSS-pp",
                times,
                (sentAt, train, random) -> {
                    assertEquals(53_868, sentAt.length, "the sample that the band needs");
                    return PlantedRig.lossy(sentAt, planted, random);
                },
                // The band of 0.4 % to 0.6 % in whole packets.
                Map.of(
                        "share lost",
                        train -> Plant.binomial(train.count(), planted, (long) Math.ceil(0.004 * train.count()), (long)
                                Math.floor(0.006 * train.count()))));
    }

    private static Plant latency(double times) {
        double sigma = 100_000;
        double error = times * 10_000;
        return new Plant(
                "T-LAT-const",
                times,
                (sentAt, train, random) -> PlantedRig.at(
                        sentAt,
                        sentAt.length,
                        probe -> sentAt[probe] + Math.round(10e6 + error + sigma * random.nextGaussian())),
                Map.of(
                        "mean one-way delay above the floor",
                        train -> Plant.normal(error, sigma / Math.sqrt((double) train.count()), -10_000, 10_000)));
    }

    /** The rate itself wanders from run to run, so that there is something to predict. */
    private static Plant rate(String name, double rate, double band, double times) {
        double sigma = 0.3 * band;
        return new Plant(
                name,
                times,
                (sentAt, train, random) -> {
                    double gap = train.bytes() * 8e9 / (rate * (1 + times * band + sigma * random.nextGaussian()));
                    int carried = (int) (sentAt[sentAt.length - 1] / gap);
                    return PlantedRig.at(sentAt, carried, i -> Math.round(i * gap) + 1000);
                },
                Map.of("rate carried", train -> Plant.normal(times * band, sigma, -band, band)));
    }

    /** So many frames come at once, a number that wanders from run to run, and then one each 8 ms. */
    private static Plant burst(double times) {
        int atMost = 11; // a burst of 10,000 bytes and one frame of 1000
        double sigma = 3;
        return new Plant(
                "T-BURST",
                times,
                (sentAt, train, random) -> {
                    long drawn = Math.round(atMost * times + sigma * random.nextGaussian());
                    long atOnce = Math.min(Math.max(drawn, 1), sentAt.length);
                    return PlantedRig.at(sentAt, sentAt.length, i -> Math.max(0, i - atOnce + 1) * 8_000_000L);
                },
                Map.of(
                        "bytes beyond the rate",
                        train -> Plant.normal(atMost * times, sigma, Double.NEGATIVE_INFINITY, atMost + 0.5)));
    }

    @Test
    void tooFewPackets_areNotEvaluated() {
        var plane = one(
                "T-LOSS-pp",
                Duration.ZERO,
                (sentAt, train, random) -> PlantedRig.lossy(Arrays.copyOf(sentAt, 1000), 0.005, random));
        assertEquals(Verdict.NOT_EVALUATED, plane.verdict());
        assertEquals("1000 samples, the band needs 53868", plane.why());
    }

    @Test
    void aBandNarrowerThanTheFloorRepeats_isNotEvaluated() {
        var plane = one(
                "T-LAT-const",
                Duration.ofNanos(6000),
                (sentAt, train, random) -> PlantedRig.at(sentAt, sentAt.length, probe -> sentAt[probe] + 10_000_000));
        assertEquals(Verdict.NOT_EVALUATED, plane.verdict());
        assertTrue(plane.why().startsWith("the band is 20.0 µs wide"), plane.why());
    }

    private static CaseResult one(String name, Duration repeatability, PlantedRig.Planted planted) {
        var rig = new PlantedRig(PlantedRuns.SEED, planted);
        var surroundings = new Surroundings(
                LinkName.DEFAULT,
                new ImaginedLink(),
                PlantedRig.PLANE,
                true,
                rig,
                new Model(false),
                PlantedRuns.floor(repeatability));
        return PlantedRuns.planes(PlantedRuns.conduct(name, surroundings, PlantedRuns.SEED))
                .get(0);
    }
}
