package chaos.linux.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final long EPOCH = 1_794_000_000_000_000_000L;
    private static final long READING = 200;

    private final AtomicLong steady = new AtomicLong();
    private final AtomicLong offset = new AtomicLong(EPOCH);
    private final ClockWatch watch = new ClockWatch(() -> steady.get() + offset.get(), this::read);

    private long read() {
        return steady.addAndGet(READING);
    }

    @Test
    void step_isNothingWhileTheClockRuns() {
        for (int i = 0; i < 100; i++) {
            steady.addAndGet(1_000_000);
            watch.look();
        }
        assertEquals(OptionalLong.of(0), watch.step());
    }

    @Test
    void step_isTheLargest() {
        offset.addAndGet(-3_000_000);
        watch.look();
        offset.addAndGet(1_000_000);
        watch.look();
        assertEquals(OptionalLong.of(-3_000_000), watch.step());
        offset.addAndGet(2_000_000);
        watch.look();
        assertEquals(OptionalLong.of(-3_000_000), watch.step(), "also after it was set back");
    }

    @Test
    void step_belowTheTimeOfReadingIsNone() {
        offset.addAndGet(ClockWatch.BOUND);
        watch.look();
        assertEquals(OptionalLong.of(0), watch.step());
        offset.addAndGet(1);
        watch.look();
        assertEquals(OptionalLong.of(ClockWatch.BOUND + 1), watch.step());
    }

    /** A thread that is not let run between two readings must not see a step. */
    @Test
    void look_passesOverReadingsThatTookLong() {
        var slow = new AtomicLong();
        var busy = new ClockWatch(() -> EPOCH + slow.get(), () -> slow.addAndGet(ClockWatch.BOUND));
        slow.addAndGet(50_000_000);
        busy.look();
        assertEquals(OptionalLong.empty(), busy.step());
    }
}
