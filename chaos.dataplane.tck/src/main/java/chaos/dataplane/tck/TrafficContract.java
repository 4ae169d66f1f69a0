package chaos.dataplane.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Capability;
import chaos.api.dataplane.Counters;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DropCauses;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.TimeHistogram;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.LossModel;
import chaos.api.link.Direction;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What every data plane does that packets can be sent through: it counts them, and goes on counting. */
public abstract class TrafficContract extends DataPlaneContract {

    private static final int PACKETS = 50;
    private static final int BYTES = 200;

    /** A plane and the means to send packets through it. */
    protected TrafficContract() {}

    /**
     * Sends packets that leave by a direction's port, and returns when all of them have left or were dropped. The plane
     * is attached. Others may send too: at least these are counted.
     *
     * @param packets how many
     * @param bytes layer-2 bytes of each
     * @throws Exception if they cannot be sent; the test fails
     */
    protected abstract void send(Direction direction, int packets, int bytes) throws Exception;

    @Test
    void stats_countWhatPasses() throws Exception {
        plane().attach();
        var before = plane().stats(Direction.PORT1);
        send(Direction.PORT1, PACKETS, BYTES);
        var after = plane().stats(Direction.PORT1);
        assertAtLeast(PACKETS, after.counters().packets() - before.counters().packets());
        assertAtLeast(
                (long) PACKETS * BYTES,
                after.counters().bytes() - before.counters().bytes());
        assertEquals(DropCauses.ZERO.plus(new DropCauses(0, 0, 0, 0, portDrops(after))), after.dropsByCause());
        assertEquals(0, portDrops(after).orElse(0));
        assertTimesFit(after);
    }

    @Test
    void stats_neverCountBackwards() throws Exception {
        plane().attach();
        var last = plane().stats(Direction.PORT1);
        for (var sample : claimed()) {
            plane().apply(Direction.PORT1, sample.impairment());
            var applied = plane().stats(Direction.PORT1);
            assertNotBehind(last, applied, sample.toString());
            plane().clear(Direction.PORT1);
            send(Direction.PORT1, 1, BYTES);
            last = plane().stats(Direction.PORT1);
            assertNotBehind(applied, last, "clear after " + sample);
            assertAtLeast(1, last.counters().packets() - applied.counters().packets());
        }
    }

    @Test
    void stats_countWhatTheLossModelTook() throws Exception {
        var all = Impairment.NONE.withLoss(new LossModel.Bernoulli(Probability.ALWAYS, Correlation.NONE));
        plane().attach();
        if (!can(Capability.LOSS_BERNOULLI)) {
            assertThrows(DataPlaneException.class, () -> plane().apply(Direction.PORT1, all));
            return;
        }
        plane().apply(Direction.PORT1, all);
        var before = plane().stats(Direction.PORT1);
        send(Direction.PORT1, PACKETS, BYTES);
        var after = plane().stats(Direction.PORT1);
        assertAtLeast(
                PACKETS, after.dropsByCause().loss() - before.dropsByCause().loss());
        assertAtLeast(PACKETS, after.counters().drops() - before.counters().drops());
        assertEquals(0, after.dropsByCause().queue());
    }

    private static OptionalLong portDrops(QdiscStats stats) {
        return stats.dropsByCause().port();
    }

    /** A plane that measures times measures each once, of packets that left. */
    private static void assertTimesFit(QdiscStats stats) {
        var measures = stats.histograms().stream().map(TimeHistogram::measure).toList();
        assertEquals(measures.stream().distinct().toList(), measures);
        stats.histograms()
                .forEach(histogram ->
                        assertTrue(histogram.count() <= stats.counters().packets(), histogram::toString));
    }

    private static void assertNotBehind(QdiscStats earlier, QdiscStats later, String what) {
        assertNotBehind(earlier.counters(), later.counters(), what);
        var before = earlier.dropsByCause();
        var after = later.dropsByCause();
        assertTrue(
                after.loss() >= before.loss()
                        && after.queue() >= before.queue()
                        && after.emulator() >= before.emulator()
                        && after.oversize() >= before.oversize()
                        && portDrops(later).orElse(0) >= portDrops(earlier).orElse(0),
                what + ": " + before + ", then " + after);
    }

    private static void assertNotBehind(Counters before, Counters after, String what) {
        assertTrue(
                after.bytes() >= before.bytes()
                        && after.packets() >= before.packets()
                        && after.drops() >= before.drops(),
                what + ": " + before + ", then " + after);
    }

    private static void assertAtLeast(long least, long was) {
        assertTrue(was >= least, "at least " + least + " were sent, counted were " + was);
    }
}
