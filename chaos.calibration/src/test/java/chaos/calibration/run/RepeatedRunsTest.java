package chaos.calibration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.Floor;
import chaos.api.calibration.Verdict;
import chaos.api.link.LinkName;
import chaos.calibration.cases.FloorSample;
import chaos.calibration.cases.Surroundings;
import chaos.calibration.statistics.Confidence;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The same link measured again and again, with a rig whose floor is not zero: intervals hold what differs. */
class RepeatedRunsTest {

    private static final double LATENCY = 10e6;

    /** A floor of 20 µs, whose trains' medians lie so far apart, and whose mean is known to so much. */
    private static FloorSample floor(double apart, double mean) {
        double own = 20_000;
        var estimate = new Estimate(own, own - mean, own + mean, 6000, Confidence.LEVEL);
        var delays = new long[1000];
        Arrays.fill(delays, (long) own);
        return new FloorSample(
                new Floor(
                        estimate,
                        Duration.ofNanos((long) own),
                        Duration.ofNanos((long) own),
                        Duration.ofNanos(Math.round(apart)),
                        3,
                        0),
                estimate,
                delays,
                List.of());
    }

    private static CaseResult plane(
            String name, FloorSample floor, SplittableRandom random, PlantedRig.Planted planted) {
        var rig = new PlantedRig(random, planted);
        var surroundings = new Surroundings(
                LinkName.DEFAULT, new ImaginedLink(), PlantedRig.PLANE, true, rig, new Model(false), floor);
        var results = PlantedRuns.planes(PlantedRuns.conduct(name, surroundings, PlantedRuns.SEED));
        return results.get(results.size() - 1);
    }

    private static PlantedRig.Planted normal(double mean, double sigma) {
        return (sentAt, train, random) ->
                PlantedRig.at(sentAt, sentAt.length, i -> sentAt[i] + Math.round(mean + sigma * random.nextGaussian()));
    }

    private static SplittableRandom random() {
        return new SplittableRandom(PlantedRuns.SEED);
    }

    private static int apart(List<List<CaseResult>> runs) {
        int apart = 0;
        for (int i = 1; i < runs.size(); i++) {
            var one = runs.get(i - 1).get(0).measured().orElseThrow();
            var other = runs.get(i).get(0).measured().orElseThrow();
            apart += one.high() < other.low() || other.high() < one.low() ? 1 : 0;
        }
        return apart;
    }

    /** Spacings that differ by a fifth move the rate of a train by more than a frame. */
    @Test
    void rates_doNotDrift() {
        PlantedRig.Planted shaken = (sentAt, train, random) -> {
            double gap = train.bytes() * 8e9 / 10e6;
            int carried = (int) (sentAt[sentAt.length - 1] / gap);
            var at = new double[1];
            return PlantedRig.at(
                    sentAt, carried, i -> Math.round(at[0] += gap * Math.max(0, 1 + 0.2 * random.nextGaussian())));
        };
        var runs =
                PlantedRuns.runs(random -> List.of(plane("T-RATE", PlantedRuns.floor(Duration.ZERO), random, shaken)));
        assertEquals(0, apart(runs));
        assertEquals(
                Confidence.LEVEL, runs.get(0).get(0).measured().orElseThrow().confidence());
    }

    /** In one run the rig itself takes longer than in another, for all of the probes. */
    @Test
    void delays_doNotDrift() {
        var runs = PlantedRuns.runs(random -> {
            double rig = 20_000 + 2000 * (random.nextDouble() - 0.5);
            return List.of(plane("T-LAT-const", floor(1500, 100), random, normal(LATENCY + rig, 1000)));
        });
        assertEquals(0, apart(runs));
    }

    /** ± 7.2 µs of 3000 probes and ± 8 µs of the floor are together more than 10 µs; 4320 probes make up for it. */
    @Test
    void theFloorsError_needsMoreProbes() {
        var runs = PlantedRuns.runs(
                40, random -> List.of(plane("T-LAT-const", floor(4000, 0), random, normal(LATENCY + 20_000, 120_000))));
        var passed = runs.stream()
                .map(each -> each.get(0))
                .filter(each -> each.verdict() == Verdict.PASS)
                .toList();
        assertTrue(passed.size() > 20, passed.size() + " passed");
        assertTrue(passed.stream().anyMatch(each -> each.why().endsWith("; made once more with more probes")));
        for (var each : passed) {
            var measured = each.measured().orElseThrow();
            assertTrue(measured.high() - measured.low() >= 16_000, measured.toString());
            assertTrue(measured.high() - measured.low() <= 20_000, measured.toString());
        }
    }

    @Test
    void aFloorThatIsNotKnownWellEnough_isNotEvaluated() {
        var plane = plane("T-LAT-const", floor(0, 12_000), random(), normal(LATENCY + 20_000, 1000));
        assertEquals(Verdict.NOT_EVALUATED, plane.verdict());
        assertEquals(
                "the band is 20.0 µs wide, and the rig's floor itself lies between 8.0 µs and 32.0 µs; a full run, or"
                        + " one on a machine that does less meanwhile, knows it better",
                plane.why());
    }

    /** 13 µs are more than a quarter of the 50 µs that are allowed. */
    @Test
    void whatHasNoLowerLimit_isDoubtedAsWell() {
        var plane = plane("T-NEUTRAL", floor(13_000, 0), random(), normal(20_000, 0));
        assertEquals(Verdict.NOT_EVALUATED, plane.verdict());
        assertEquals(
                "the band is 50.0 µs wide, and the rig's floor itself repeats to within 13.0 µs only", plane.why());
    }

    /** The interval of ten thousand delays that scatter by 300 µs is ± 37 µs wide. */
    @Test
    void aPercentile_needsAnIntervalAsNarrowAsItsBand() {
        var plane = plane("T-NEUTRAL", PlantedRuns.floor(Duration.ZERO), random(), normal(-700_000, 300_000));
        assertTrue(plane.neededSamples() > 10_000, plane.neededSamples() + " needed");
        assertEquals(Verdict.PASS, plane.verdict());
        assertEquals("in the band; made once more with more probes", plane.why());
    }
}
