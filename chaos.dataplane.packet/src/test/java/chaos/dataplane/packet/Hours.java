package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Reordering;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.distribution.LatencyTable;
import chaos.engine.DropCause;
import java.time.Duration;
import java.util.Optional;

/**
 * Traffic at half load under virtual time, through buffers and engine as in the plane, and out into nothing. What was
 * taken and not given back, or grows with time, would show.
 */
final class Hours {

    private static final long MINUTE = 60_000_000_000L;
    private static final long BETWEEN = 10_000;
    private static final int BATCH = 64;
    private static final int MTU = 1500;
    private static final long LIMIT = 32 << 20;
    /** What the virtual machine itself has more now and then. */
    private static final long NOISE = 2 << 20;

    private final FrameBuffers buffers = new FrameBuffers(LIMIT, MTU, BATCH);
    private final DropCount drops = new DropCount();
    private final Passage passage = new Passage(buffers, this::leave, drops);
    private long now;
    private long offered;
    private long left;

    private static Impairment everything() {
        var percent = Probability.ofPercent(1);
        return Impairment.NONE
                .withLatency(new Latency.Stochastic(
                        Duration.ofMillis(10), Duration.ofMillis(2), Distribution.Shape.NORMAL, Correlation.NONE))
                .withLoss(new LossModel.Bernoulli(percent, Correlation.ofFraction(0.5)))
                .withDuplication(new Duplication(percent, Correlation.NONE))
                .withReordering(new Reordering(percent, Correlation.NONE, 1))
                .withCorruption(new Corruption.BitErrors(1e-6));
    }

    private void leave(int slot, int size, long due) {
        left++;
        buffers.release(slot);
    }

    /** Lets so many minutes pass with 100,000 packets a second. */
    void pass(int minutes) {
        passage.hold(everything(), Optional.of(LatencyTable.of(Distribution.Shape.NORMAL)), now);
        minute(); // what was in use at the most once is in use
        long before = heap();
        for (int i = 1; i < minutes; i++) {
            minute();
        }
        assertTrue(heap() - before < NOISE, "bytes more: " + (heap() - before));
        now += MINUTE;
        passage.advance(now);
        assertEquals(0, passage.engine().inFlight());
        assertEquals(0, drops.of(DropCause.EMULATOR), "half load fits");
        long fates = left + drops.all();
        assertTrue(fates > offered && fates < offered * 1.02, "each left or was counted, and 1 % twice: " + fates);
        for (int free = buffers.inFlightLimit(); free > 0; free--) {
            assertTrue(buffers.take() != FrameBuffers.NONE, "room for so many more is gone: " + free);
        }
        buffers.close();
    }

    private void minute() {
        for (long end = now + MINUTE; now < end; ) {
            for (int i = 0; i < BATCH; i++) {
                int slot = buffers.take();
                now += BETWEEN;
                offered++;
                passage.offer(slot, 100, now);
            }
            passage.advance(now);
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
