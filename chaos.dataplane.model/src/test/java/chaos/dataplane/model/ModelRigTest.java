package chaos.dataplane.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.MeasurementRequest;
import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.RigException;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneName;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Seed;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.unit.BitRate;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelRigTest {

    private static final ProbeTrain TRAIN = new ProbeTrain(20_000, 1500, 1000, 1);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Impairment LATE = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));

    private final ModelDataPlane plane = ModelDataPlaneTest.plane();
    private final ModelRig rig = new ModelRig(plane, LinkName.DEFAULT, Clock.systemUTC());

    @BeforeEach
    void attach() throws DataPlaneException {
        plane.attach();
    }

    private ProbeTrace measure(Direction direction, ProbeTrain train, Duration settle)
            throws RigException, InterruptedException {
        return rig.measure(new MeasurementRequest(LinkName.DEFAULT, direction, train, settle))
                .trace();
    }

    private ProbeTrace measure(ProbeTrain train) throws RigException, InterruptedException {
        return measure(Direction.PORT1, train, SETTLE);
    }

    /** Something of everything that is drawn, and a rate, so that the bucket matters too. */
    private static Impairment composite(long seed) {
        return Impairment.NONE
                .withLatency(new Latency.Stochastic(
                        Duration.ofMillis(40), Duration.ofMillis(5), Distribution.Shape.NORMAL, Correlation.NONE))
                .withLoss(new LossModel.Bernoulli(Probability.ofPercent(10), Correlation.NONE))
                .withDuplication(new Duplication(Probability.ofPercent(5), Correlation.NONE))
                .withCorruption(new Corruption.Share(Probability.ofPercent(5), Correlation.NONE))
                .withRate(RateLimit.of(BitRate.parse("100mbit")))
                .withSeed(new Seed(seed));
    }

    @Test
    void measure_isTheSameFromTheSameSeedBitForBit() throws Exception {
        plane.apply(Direction.PORT1, composite(7));
        var first = measure(TRAIN);
        plane.apply(Direction.PORT1, composite(7));
        assertEquals(first, measure(TRAIN));
        assertNotEquals(first, measure(TRAIN), "without the seed again the sequence goes on");
        plane.apply(Direction.PORT1, composite(8));
        assertNotEquals(first, measure(TRAIN));
        assertTrue(first.lost() > 0 && first.duplicates() > 0 && first.corrupted() > 0 && first.inversions() > 0);
    }

    @Test
    void measure_tellsWhatThePlaneCounts() throws Exception {
        plane.apply(Direction.PORT1, composite(7));
        var seen = measure(TRAIN);
        var counted = plane.stats(Direction.PORT1);
        assertEquals(counted.counters().packets(), seen.arrivals());
        // Where the original is lost and the copy is not, a drop is counted and no probe is missing.
        assertTrue(seen.lost() <= counted.dropsByCause().loss());
        assertEquals(TRAIN.count() - seen.lost() + seen.duplicates(), seen.arrivals());
    }

    @Test
    void measure_ofAConstantLatencyIsExact() throws Exception {
        plane.apply(Direction.PORT1, LATE);
        var delays = measure(TRAIN).oneWayDelays();
        assertEquals(TRAIN.count(), delays.length);
        assertTrue(Arrays.stream(delays).allMatch(delay -> delay == 40_000_000));
        assertTrue(
                Arrays.stream(measure(Direction.PORT2, TRAIN, SETTLE).oneWayDelays())
                        .allMatch(delay -> delay == 0),
                "the other direction");
    }

    @Test
    void measure_doesNotWaitLongerThanItWasAsked() throws Exception {
        plane.apply(Direction.PORT1, LATE);
        var train = new ProbeTrain(100, 60, 1000, 1);
        // Those of the last 40 - 10 ms do not arrive in time.
        assertEquals(30, measure(Direction.PORT1, train, Duration.ofMillis(10)).lost());
        assertEquals(0, measure(train).lost(), "what came too late is no part of the next train");
        assertEquals(100, measure(train).arrivals());
    }

    @Test
    void measure_spacesProbesEvenlyOrBackToBack() throws Exception {
        var even = measure(new ProbeTrain(3, 60, 1000, 1));
        assertEquals(List.of(0L, 1_000_000L, 2_000_000L), List.of(even.sentAt(0), even.sentAt(1), even.sentAt(2)));
        var dense = measure(new ProbeTrain(2, 1226, 1e9, 1));
        assertEquals(1000, dense.sentAt(1), "1226 bytes and 24 around them at 10 Gbit/s");
    }

    @Test
    void measureFloor_isNothing() throws Exception {
        var floor = rig.measureFloor(TRAIN, SETTLE).trace();
        assertEquals(TRAIN.count(), floor.arrivals());
        assertTrue(Arrays.stream(floor.oneWayDelays()).allMatch(delay -> delay == 0));
    }

    @Test
    void measure_refusesWhatItCannot() throws Exception {
        var longest = new ProbeTrain(20_000_001, 60, 1000, 1);
        assertTrue(assertThrows(RigException.class, () -> measure(longest))
                .getMessage()
                .contains("send fewer"));
        var request = new MeasurementRequest(new LinkName("wan"), Direction.PORT1, TRAIN, SETTLE);
        assertThrows(RigException.class, () -> rig.measure(request));
        assertThrows(RigException.class, () -> rig.describe(new LinkName("wan")));
        plane.detach();
        assertTrue(assertThrows(RigException.class, () -> measure(TRAIN))
                .getMessage()
                .contains("chaos use model"));
    }

    @Test
    void measure_endsWhenInterruptedAndIsAtRest() throws Exception {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> measure(TRAIN));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> rig.measureFloor(TRAIN, SETTLE));
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(0, measure(TRAIN).lost());
        assertEquals(0, plane.stats(Direction.PORT1).backlogPackets());
    }

    @Test
    void describe_doesNotClaimAccuracy() throws Exception {
        var described = rig.describe(LinkName.DEFAULT);
        assertFalse(described.provesAccuracy());
        assertTrue(described.limits().get(0).contains("says nothing about accuracy"));
        assertTrue(rig.measures(new PlaneName("model")));
        assertFalse(rig.measures(new PlaneName("netlink")));
    }
}
