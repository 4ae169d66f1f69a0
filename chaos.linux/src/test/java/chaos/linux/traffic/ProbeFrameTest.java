package chaos.linux.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.linux.traffic.ProbeFrame.Known;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeFrameTest {

    private static final int BYTES = 61;

    private final ProbeFrame frames = new ProbeFrame(new byte[12], 7, BYTES);

    @Test
    void recognise_knowsItsOwn() {
        for (int number : new int[] {0, 1, 4711, Integer.MAX_VALUE}) {
            assertEquals(Optional.of(new Known(number, 0, true)), frames.recognise(frames.encode(number)));
        }
    }

    @Test
    void recognise_findsEachFlippedBitByTheChecksumToo() {
        for (int bit = 0; bit < BYTES * 8; bit++) {
            byte[] frame = frames.encode(123_456);
            frame[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(Optional.of(new Known(123_456, 1, false)), frames.recognise(frame), "bit " + bit);
        }
    }

    @Test
    void recognise_passesOverOthers() {
        assertEquals(Optional.empty(), frames.recognise(new byte[BYTES]));
        assertEquals(Optional.empty(), frames.recognise(new byte[BYTES + 1]));
        assertEquals(Optional.empty(), new ProbeFrame(new byte[12], 1 << 30, BYTES).recognise(frames.encode(5)));
    }
}
