package chaos.linux.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.linux.NetworkNamespace;
import chaos.linux.traffic.ProbeFrame.Known;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeFrameTest {

    private static final Station TO = station("02:00:00:00:00:01");
    private static final Station FROM = station("02:00:00:00:00:02");
    private static final long TIME = 1_794_000_000_123_456_789L;

    private static Station station(String address) {
        return new Station(NetworkNamespace.own(), 1, address);
    }

    private static ProbeFrame frames(int stream, int bytes) {
        return new ProbeFrame(TO, FROM, stream, bytes);
    }

    private static Optional<Known> recognised(ProbeFrame frames, byte[] frame) {
        return frames.recognise(ByteBuffer.wrap(frame), 0, frame.length);
    }

    @Test
    void encode_beginsWithTheAddressesAndTheEtherType() {
        assertEquals(
                "[2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, -120, -75, 0, 0, 0, 7, 0, 0, 0, 5, 0, 0, 0, 5, 0, 0, 0, 5]",
                Arrays.toString(Arrays.copyOf(frames(7, 60).encode(5, TIME), 30)));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 61, 1514})
    void recognise_knowsItsOwn(int bytes) {
        var frames = frames(7, bytes);
        for (int number : new int[] {0, 1, 4711, Integer.MAX_VALUE}) {
            assertEquals(Optional.of(new Known(number, 0)), recognised(frames, frames.encode(number, TIME)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 61, 1514})
    void recognise_findsEachFlippedBit(int bytes) {
        var frames = frames(7, bytes);
        for (int bit = 0; bit < bytes * 8; bit++) {
            byte[] frame = frames.encode(123_456, TIME);
            frame[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(Optional.of(new Known(123_456, 1)), recognised(frames, frame), "bit " + bit);
        }
    }

    @Test
    void recognise_countsSeveral() {
        byte[] frame = frames(7, 60).encode(5, TIME);
        for (int place : new int[] {3, 20, 22, 35, 50}) {
            frame[place] ^= 1;
        }
        assertEquals(Optional.of(new Known(5, 5)), recognised(frames(7, 60), frame));
    }

    @Test
    void recognise_passesOverOthers() {
        var frames = frames(7, 61);
        assertEquals(Optional.empty(), recognised(frames, new byte[61]));
        assertEquals(Optional.empty(), recognised(frames, new byte[62]));
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            // Another train's frame of the same number and time.
            byte[] other = frames(random.nextInt(), 61).encode(5, TIME);
            assertEquals(Optional.empty(), recognised(frames, other));
        }
    }
}
