package chaos.dataplane.packet;

import org.junit.jupiter.api.Test;

/** Two minutes of the hour, on every build. */
class HourTest {

    @Test
    void halfLoad_takesNoMoreMemoryWithTimeAndLosesNothing() {
        new Hours().pass(2);
    }
}
