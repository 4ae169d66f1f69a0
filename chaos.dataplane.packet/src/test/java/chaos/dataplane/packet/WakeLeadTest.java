package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WakeLeadTest {

    private static final int WAKINGS = 5000;
    private static final long MILLISECOND = 1_000_000;

    private final WakeLead lead = new WakeLead();
    private long now;

    @Test
    void lead_isWhatNearlyAllWakingsTakeAtMost() {
        assertEquals(0, lead.nanos(now));
        wakings(40_000, 20_000, 0);
        assertTrue(Math.abs(lead.nanos(now) - 59_000) < 2500, "it is " + lead.nanos(now));
        wakings(5_000_000, 1, 0);
        assertEquals(100_000, lead.nanos(now), "and not more for a processor that others use");
        wakings(0, 1, 0);
        assertEquals(0, lead.nanos(now));
    }

    @Test
    void lead_isLess_whereItWouldBeWaitedForTooLong() {
        wakings(40_000, 20_000, 40_000);
        assertTrue(lead.nanos(now) > 55_000, "a 25th of the time is little: " + lead.nanos(now));
        wakings(40_000, 20_000, 60_000);
        assertTrue(Math.abs(lead.nanos(now) - 45_000) < 3000, "a 17th is not: " + lead.nanos(now));
        wakings(40_000, 20_000, 0);
        assertTrue(lead.nanos(now) > 55_000, "until some of it is saved up again: " + lead.nanos(now));
    }

    /** A thousand wakings a second, each with so much active waiting. */
    private void wakings(long least, int more, long waited) {
        var random = new Random(1);
        for (int i = 0; i < WAKINGS; i++) {
            now += MILLISECOND;
            lead.nanos(now);
            lead.woke(least + random.nextInt(more));
            lead.waited(waited);
        }
    }
}
