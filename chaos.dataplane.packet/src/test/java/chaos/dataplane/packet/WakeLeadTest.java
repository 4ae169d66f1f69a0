package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WakeLeadTest {

    private static final int WAKINGS = 5000;

    @Test
    void lead_isWhatThreeOfFourWakingsTakeAtLeast() {
        var lead = new WakeLead();
        assertEquals(0, lead.nanos());
        var random = new Random(1);
        for (int i = 0; i < WAKINGS; i++) {
            lead.woke(40_000 + random.nextInt(20_000));
        }
        assertTrue(Math.abs(lead.nanos() - 45_000) < 6000, "it is " + lead.nanos());
        for (int i = 0; i < WAKINGS; i++) {
            lead.woke(5_000_000);
        }
        assertEquals(100_000, lead.nanos(), "and not more for a processor that others use");
        for (int i = 0; i < WAKINGS; i++) {
            lead.woke(0);
        }
        assertEquals(0, lead.nanos());
    }
}
