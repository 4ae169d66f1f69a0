package chaos.dataplane.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Counters;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.DropCauses;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.Refusal;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Seed;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.prediction.Traffic;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.distribution.LatencyTables;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ModelDataPlaneTest {

    private static final int PACKETS = 1000;
    private static final Impairment HALF =
            Impairment.NONE.withLoss(new LossModel.Bernoulli(Probability.ofPercent(50), Correlation.NONE));

    private final ModelDataPlane plane = plane();

    static ModelDataPlane plane() {
        return plane(LatencyTables.SHAPES);
    }

    static ModelDataPlane plane(LatencyTables tables) {
        var settings = new ModelDataPlane.Settings(LinkName.DEFAULT, new PlaneName("model"), tables);
        return new ModelDataPlane(settings, "0.1.0", Clock.systemUTC());
    }

    @Test
    void describe_carriesNoTraffic() {
        assertFalse(plane.describe().carriesTraffic());
        assertEquals("model", plane.describe().name().value());
    }

    @Test
    void offer_withoutAnImpairmentPassesAndIsCounted() throws DataPlaneException {
        plane.attach();
        assertEquals(1, offer(100));
        assertEquals(1, offer(60));
        var stats = plane.stats(Direction.PORT1);
        assertEquals(new Counters(160, 2, 0, 0, 0, 0), stats.counters());
        assertEquals(DropCauses.ZERO, stats.dropsByCause());
        assertEquals(Counters.ZERO, plane.stats(Direction.PORT2).counters());
    }

    @Test
    void offer_isCountedAsLostWhereTheModelTookIt() throws DataPlaneException {
        plane.attach();
        plane.apply(
                Direction.PORT1,
                Impairment.NONE.withLoss(new LossModel.Bernoulli(Probability.ALWAYS, Correlation.NONE)));
        assertEquals(0, offer(100));
        var stats = plane.stats(Direction.PORT1);
        assertEquals(new Counters(0, 0, 1, 0, 0, 0), stats.counters());
        assertEquals(new DropCauses(1, 0, 0, 0), stats.dropsByCause());
    }

    @Test
    void offer_whileDetachedIsRefused() {
        var refused = assertThrows(DataPlaneException.class, () -> plane.offer(Direction.PORT2, one(60)));
        assertEquals(Reason.NO_LIVE_PLANE, refused.reason());
    }

    @Test
    void apply_withASeedRepeatsTheSequence() throws DataPlaneException {
        plane.attach();
        var seeded = HALF.withSeed(new Seed(42));
        assertEquals(Transition.IN_PLACE, plane.apply(Direction.PORT1, seeded).transition());
        var first = fates();
        assertEquals(Transition.IN_PLACE, plane.apply(Direction.PORT1, seeded).transition());
        assertEquals(first, fates());
        assertFalse(first.equals(fates()), "the sequence goes on, it does not start again by itself");
    }

    @Test
    void apply_ofTheSameWithoutASeedGoesOnWithTheSequence() throws DataPlaneException {
        plane.attach();
        plane.apply(Direction.PORT1, HALF);
        assertEquals(Transition.NONE, plane.apply(Direction.PORT1, HALF).transition());
    }

    @Test
    void attach_startsCountingAndDrawingAnew() throws DataPlaneException {
        plane.attach();
        plane.apply(Direction.PORT1, HALF);
        var first = fates();
        plane.detach();
        plane.attach();
        assertEquals(Counters.ZERO, plane.stats(Direction.PORT1).counters());
        plane.apply(Direction.PORT1, HALF);
        assertEquals(first, fates());
    }

    @Test
    void plan_refusesATableAndABurstBelowOneFrame() {
        var table = new Latency.Stochastic(
                Duration.ofMillis(40), Duration.ofMillis(5), new Distribution.Table("wifi"), Correlation.NONE);
        var rate = RateLimit.of(BitRate.parse("10mbit")).withBurst(new ByteCount(1521));
        var plan =
                plane.plan(Direction.PORT1, Impairment.NONE.withLatency(table).withRate(rate));
        assertEquals(
                List.of("/latency/distribution/name", "/rate/burst_bytes"),
                plan.refusals().stream().map(Refusal::field).toList());
        assertEquals(Refusal.Cause.OUT_OF_RANGE, plan.refusals().get(1).cause());
        assertTrue(plan.refusals().get(1).detail().contains("1522"));
    }

    private long offer(int bytes) throws DataPlaneException {
        return plane.offer(Direction.PORT1, one(bytes));
    }

    private static TrafficSource one(int bytes) {
        return SteadyTraffic.constant(new Traffic(bytes, 1), 1);
    }

    private List<Boolean> fates() throws DataPlaneException {
        var fates = new ArrayList<Boolean>();
        for (int i = 0; i < PACKETS; i++) {
            fates.add(offer(100) > 0);
        }
        return fates;
    }

    @Test
    void ports_areTwoVirtualOnes() {
        assertEquals(
                List.of("port1", "port2"),
                plane.ports().stream().map(port -> port.name().value()).toList());
        assertTrue(IntStream.range(0, 2)
                .allMatch(i -> plane.ports().get(i).pciAddress().isEmpty()));
    }
}
