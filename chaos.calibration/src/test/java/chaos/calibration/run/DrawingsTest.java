package chaos.calibration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Measurement;
import chaos.api.calibration.MeasurementRequest;
import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.RigDescription;
import chaos.api.calibration.TrafficRig;
import chaos.api.calibration.Verdict;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.LinkName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which drawings are thrown away, and which count. */
class DrawingsTest {

    private static final long SEED = 7;
    private static final long MILLI = 1_000_000;

    @Test
    void whatWasDisturbed_isDrawnAgain() throws Exception {
        var rig = new Disturbed(exact(), "somebody else sent");
        var plane = plane(draw(rig, Duration.ofSeconds(4)));
        assertEquals(Verdict.PASS, plane.verdict());
        assertEquals("in the band; made once more, because somebody else sent", plane.why());
        assertEquals(2, plane.setting().trains().size());
        assertEquals(1, plane.otherDrawings().size(), "what was measured is told, also where it does not count");
    }

    @Test
    void whatWasDisturbedTwice_isNotEvaluated() throws Exception {
        var rig = new Disturbed(exact(), "somebody else sent", "the clock was set");
        var plane = plane(draw(rig, Duration.ofSeconds(4)));
        assertEquals(Verdict.NOT_EVALUATED, plane.verdict());
        assertEquals("the clock was set; made once more, because somebody else sent", plane.why());
    }

    /** Delays that scatter by 300 µs need (3.29 * 300 / 10)² = 9741 probes; 3000 take 1.5 s. */
    @Test
    void whatNeedsMore_isDrawnAgainWithMore() throws Exception {
        var plane = plane(draw(new Disturbed(scattered()), Duration.ofSeconds(30)));
        assertTrue(plane.verdict() != Verdict.NOT_EVALUATED, plane.why());
        assertTrue(plane.why().contains("; made once more with more probes"), plane.why());
        var trains = plane.setting().trains();
        assertEquals(3000, trains.get(0).count());
        assertTrue(plane.measured().orElseThrow().samples() >= plane.neededSamples());
    }

    @Test
    void whatWouldLastTooLong_isNotDrawnAgain() throws Exception {
        var plane = plane(draw(new Disturbed(scattered()), Duration.ofSeconds(2)));
        assertEquals(Verdict.NOT_EVALUATED, plane.verdict());
        assertTrue(plane.why().startsWith("3000 samples, the band needs "), plane.why());
        assertEquals(1, plane.setting().trains().size());
    }

    @Test
    void whatCannotFailByChance_hasFailedAtOnce() throws Exception {
        var rig = new PlantedRig(SEED, new Sequence(List.of(losing(1, 0), losing(0, 0))));
        var results = drawings("T-NEUTRAL", rig).results();
        assertEquals(Verdict.FAIL, plane(results).verdict());
        assertEquals("above the band by 1.000 packets", plane(results).why());
        assertEquals(1, plane(results).setting().trains().size());
    }

    @Test
    void whatCannotFailByChance_hasFailedInEitherDrawing() throws Exception {
        for (var twice : List.of(List.of(losing(1, MILLI), losing(0, 0)), List.of(losing(0, MILLI), losing(1, 0)))) {
            var results = drawings("T-NEUTRAL", new PlantedRig(SEED, new Sequence(twice)))
                    .results();
            assertEquals("packets lost", plane(results).subject().quantity());
            assertEquals(Verdict.FAIL, plane(results).verdict());
            assertEquals(Verdict.PASS, results.get(3).verdict());
        }
    }

    /** Of what T-NEUTRAL finds, only the percentile is drawn. */
    @Test
    void whatCannotFailByChance_isNoFalseAlarm() throws Exception {
        var drawings = drawings("T-NEUTRAL", new PlantedRig(SEED, losing(0, 0)));
        var results = drawings.results();
        assertEquals(4, results.size());
        assertEquals(1, drawings.drawn(results));
    }

    /** The first so many are lost, the others come so late. */
    private static PlantedRig.Planted losing(int lost, long late) {
        return (sentAt, train, random) -> {
            var probes = IntStream.range(lost, sentAt.length).toArray();
            var times = Arrays.stream(probes).mapToLong(probe -> sentAt[probe] + late);
            return new ProbeTrace(sentAt, probes, times.toArray(), new boolean[probes.length]);
        };
    }

    /** One after the other. */
    private static final class Sequence implements PlantedRig.Planted {

        private final Deque<PlantedRig.Planted> left;

        Sequence(List<PlantedRig.Planted> each) {
            this.left = new ArrayDeque<>(each);
        }

        @Override
        public ProbeTrace trace(long[] sentAt, ProbeTrain train, SplittableRandom random) {
            return left.remove().trace(sentAt, train, random);
        }
    }

    private static PlantedRig exact() {
        return new PlantedRig(SEED, (sentAt, train, random) -> {
            var by = new long[sentAt.length];
            Arrays.fill(by, 10 * MILLI);
            return PlantedRig.delayed(sentAt, by);
        });
    }

    private static PlantedRig scattered() {
        return new PlantedRig(SEED, (sentAt, train, random) -> {
            var by = new long[sentAt.length];
            Arrays.setAll(by, i -> 10 * MILLI + Math.round(300_000 * random.nextGaussian()));
            return PlantedRig.delayed(sentAt, by);
        });
    }

    private static List<CaseResult> draw(TrafficRig rig, Duration longest) throws Exception {
        return drawings("T-LAT-const", rig, longest).results();
    }

    private static Drawings drawings(String name, TrafficRig rig) {
        return drawings(name, rig, Duration.ofSeconds(4));
    }

    private static Drawings drawings(String name, TrafficRig rig, Duration longest) {
        var surroundings = PlantedRuns.surroundings(rig, new ImaginedLink(), new Model(false));
        return new Drawings(surroundings, PlantedRuns.tasks(name, SEED).get(0), SEED, longest);
    }

    private static CaseResult plane(List<CaseResult> results) {
        return results.get(0);
    }

    /** A rig whose trains are disturbed one after the other, as long as there is a word for it. */
    private static final class Disturbed implements TrafficRig {

        private final PlantedRig rig;
        private final Deque<String> words = new ArrayDeque<>();

        Disturbed(PlantedRig rig, String... words) {
            this.rig = rig;
            this.words.addAll(List.of(words));
        }

        @Override
        public String name() {
            return rig.name();
        }

        @Override
        public boolean measures(PlaneName plane) {
            return rig.measures(plane);
        }

        @Override
        public RigDescription describe(LinkName link) {
            return rig.describe(link);
        }

        @Override
        public Measurement measureFloor(ProbeTrain train, Duration settle) {
            return rig.measureFloor(train, settle);
        }

        @Override
        public Measurement measure(MeasurementRequest request) {
            var measured = rig.measure(request);
            var word = Optional.ofNullable(words.poll());
            return new Measurement(
                    measured.startedAt(), measured.trace(), word.stream().toList());
        }
    }
}
