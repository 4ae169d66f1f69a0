package chaos.dataplane.packet;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The hour. */
@Tag("long")
class HourLongTest {

    @Test
    void halfLoad_takesNoMoreMemoryWithTimeAndLosesNothing() {
        new Hours().pass(60);
    }
}
