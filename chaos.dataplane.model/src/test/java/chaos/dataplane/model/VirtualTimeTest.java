package chaos.dataplane.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DropCauses;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.link.Direction;
import chaos.api.prediction.Traffic;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Traffic through the plane, in virtual time. */
final class VirtualTimeTest {

    private static final Traffic MILLISECONDLY = new Traffic(1000, 1000);
    private static final Impairment RATE = Impairment.NONE
            .withRate(RateLimit.of(BitRate.parse("4mbit")).withBurst(new ByteCount(2000)))
            .withQueue(new QueueLimit.Packets(10));

    private final ModelDataPlane plane = ModelDataPlaneTest.plane();

    /**
     * 100 packets offered at twice the rate: two of burst, 10 in the queue, one each 2 ms of the 99 ms, rounded down.
     */
    @Test
    void offer_countsWhatTheKernelWould() throws DataPlaneException {
        plane.attach();
        plane.apply(Direction.PORT1, RATE);
        assertEquals(61, plane.offer(Direction.PORT1, SteadyTraffic.constant(MILLISECONDLY, 100)));
        var stats = plane.stats(Direction.PORT1);
        assertEquals(new DropCauses(0, 39, 0, 0), stats.dropsByCause());
        assertEquals(61_000, stats.counters().bytes());
        assertEquals(39, stats.counters().drops());
        assertEquals(0, stats.backlogPackets());
        assertEquals("model", stats.layers().get(0).kind());
        assertEquals(4_000_000, stats.layers().get(0).numbers().get("rate_bits_per_second"));
        assertEquals(61, stats.layers().get(0).numbers().get("packets"));
    }

    @Test
    void reordered_packetsCountAsRequeuesToo() throws DataPlaneException {
        plane.attach();
        plane.apply(
                Direction.PORT2,
                Impairment.NONE
                        .withLatency(new Latency.Constant(Duration.ofMillis(5)))
                        .withReordering(new Reordering(Probability.ALWAYS, Correlation.NONE, 4)));
        plane.offer(Direction.PORT2, SteadyTraffic.constant(MILLISECONDLY, 40));
        assertEquals(10, plane.stats(Direction.PORT2).counters().reordered());
        assertEquals(10, plane.stats(Direction.PORT2).counters().requeues());
        assertEquals(
                5_000_000,
                plane.stats(Direction.PORT2).layers().get(0).numbers().get("latency_nanos"));
    }

    @Test
    void run_mixesTheArrivalsOfSeveralDirections() {
        var time = new VirtualTime();
        var one = new ModelDirection();
        var other = new ModelDirection();
        one.hold(Impairment.NONE.withLatency(new Latency.Constant(Duration.ofSeconds(2))), Optional.empty(), 0);
        time.run(List.of(
                new VirtualTime.Offer(SteadyTraffic.constant(MILLISECONDLY, 10), one),
                new VirtualTime.Offer(new PoissonTraffic(MILLISECONDLY, 500, 3), other)));
        assertEquals(10, one.counters().packets());
        assertEquals(500, other.counters().packets());
        assertEquals(2_009_000_000, time.now());
    }

    @Test
    void onOff_pauses() {
        var traffic = SteadyTraffic.onOff(MILLISECONDLY, 6, 2_000_000, 10_000_000);
        assertEquals(List.of(0L, 1L, 12L, 13L, 24L, 25L), millis(traffic));
        assertThrows(IllegalArgumentException.class, () -> SteadyTraffic.onOff(MILLISECONDLY, 6, 0, 1));
    }

    /** 20,000 exponential gaps of 1 ms: five standard errors are 3.5 % of their mean. */
    @Test
    void poisson_hasItsRate() {
        var traffic = new PoissonTraffic(MILLISECONDLY, 20_000, 42);
        var times = millis(traffic);
        assertEquals(20_000, times.get(times.size() - 1), 20_000 * 0.035);
    }

    private static List<Long> millis(TrafficSource traffic) {
        var times = new ArrayList<Long>();
        while (traffic.next()) {
            times.add(traffic.at() / 1_000_000);
        }
        return times;
    }
}
