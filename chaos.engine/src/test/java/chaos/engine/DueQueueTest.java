package chaos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Beside the queue of the JDK, which sorts by time and then by the order in which packets came. */
class DueQueueTest {

    private static final int STEPS = 6000;

    private record Waiting(int slot, long at, long order) {}

    /** Few and many at once, times that are equal, a bucket or hours apart, and pauses after which nothing is left. */
    @Property(tries = 150)
    void polls_areInOrderOfTimeAndThenOfComing(
            @ForAll long seed,
            @ForAll @IntRange(max = 48) int spreadBits,
            @ForAll @LongRange(max = 2_000_000) long step,
            @ForAll @IntRange(min = 1, max = 3000) int most) {
        var random = new Random(seed);
        var queue = new DueQueue();
        var expected =
                new PriorityQueue<Waiting>(Comparator.comparingLong(Waiting::at).thenComparingLong(Waiting::order));
        long now = random.nextInt(1000);
        for (int i = 0; i < STEPS; i++) {
            if (expected.size() < most) {
                long at = now + (random.nextLong() >>> (63 - spreadBits)) % (1L << 44);
                queue.add(i, at);
                expected.add(new Waiting(i, at, i));
            }
            now += step == 0 ? 0 : random.nextLong(step);
            if (random.nextInt(500) == 0) {
                now += 1L << 45; // everything is due
            }
            drain(queue, expected, now);
        }
        drain(queue, expected, Long.MAX_VALUE - 1);
        assertTrue(queue.isEmpty());
    }

    private static void drain(DueQueue queue, PriorityQueue<Waiting> expected, long now) {
        while (!expected.isEmpty() && expected.element().at() <= now) {
            assertEquals(expected.element().at(), queue.next());
            assertEquals(expected.remove().slot(), queue.poll(now));
        }
        assertEquals(SlotRing.NONE, queue.poll(now));
        assertEquals(expected.isEmpty() ? DueQueue.NEVER : expected.element().at(), queue.next());
    }
}
