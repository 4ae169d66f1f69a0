package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DelaysTest {

    private static final long MILLI = 1_000_000;

    @Test
    void whatWasTakenLate_isLateAlsoWhenItLeavesOnTime() {
        var delays = new Delays(MILLI);
        delays.left(0, 300 * MILLI, 1300 * MILLI, 1300 * MILLI);
        assertTrue(delays.isLate());
        assertEquals(300 * MILLI, delays.latest());
        assertEquals(1, delays.latePackets());
        assertEquals(0, delays.lateness().getMaxValue());
    }

    @Test
    void whatLeavesWithinTheBound_isNotLate() {
        var delays = new Delays(MILLI);
        delays.left(0, 400_000, 10 * MILLI, 10 * MILLI + 500_000);
        assertEquals(0, delays.latePackets());
    }
}
