package chaos.dataplane.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapTrafficTest {

    private static final int MICROSECONDS = 0xA1B2_C3D4;
    private static final int NANOSECONDS = 0xA1B2_3C4D;
    private static final int RECORDED = 60;

    private final ByteBuffer file = ByteBuffer.allocate(24 + 3 * (16 + RECORDED));

    /** Three packets: at 100 s and 5 units, a second later, and a unit after that. */
    private byte[] recording(ByteOrder order, int magic) {
        file.clear().order(order);
        file.putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
        file.putInt(65_535).putInt(1);
        packet(100, 5, 1514);
        packet(101, 5, 60);
        packet(101, 6, 9014);
        return file.array().clone();
    }

    private void packet(int seconds, int units, int bytes) {
        file.putInt(seconds).putInt(units).putInt(RECORDED).putInt(bytes).put(new byte[RECORDED]);
    }

    private byte[] recording() {
        return recording(ByteOrder.LITTLE_ENDIAN, MICROSECONDS);
    }

    private static PcapTraffic read(byte[] bytes) throws IOException {
        return PcapTraffic.read(new ByteArrayInputStream(bytes), "lab.pcap");
    }

    private static String refusal(byte[] bytes) {
        return assertThrows(IOException.class, () -> read(bytes)).getMessage();
    }

    private byte[] with(int offset, int value) {
        var bytes = recording();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"true, false, 1000", "false, false, 1000", "true, true, 1", "false, true, 1"})
    void read_givesTimesAndSizesOnTheWire(boolean little, boolean nanos, long unit) throws IOException {
        var order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        var traffic = read(recording(order, nanos ? NANOSECONDS : MICROSECONDS));
        var times = new ArrayList<Long>();
        var sizes = new ArrayList<Integer>();
        while (traffic.next()) {
            times.add(traffic.at());
            sizes.add(traffic.bytes());
        }
        assertEquals(List.of(0L, 1_000_000_000L, 1_000_000_000L + unit), times);
        assertEquals(List.of(1514, 60, 9014), sizes);
    }

    @Test
    void aRecording_isOfferedAsItCame() throws IOException {
        var time = new VirtualTime();
        var direction = new ModelDirection();
        direction.hold(Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40))), Optional.empty(), 0);
        time.run(List.of(new VirtualTime.Offer(read(recording()), direction)));
        assertEquals(3, direction.counters().packets());
        assertEquals(1514 + 60 + 9014, direction.counters().bytes());
        assertEquals(1_040_001_000, time.now());
    }

    @Test
    void read_refusesAFileThatIsCutAnywhere() throws IOException {
        var whole = recording();
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            if (length > 24 && (length - 24) % (16 + RECORDED) == 0) {
                assertTrue(read(cut).next(), "whole packets are a recording");
            } else {
                assertTrue(refusal(cut).startsWith("lab.pcap at byte "), "cut after " + length);
            }
        }
    }

    @Test
    void read_saysWhatIsWrongAndWhere() {
        assertEquals("lab.pcap at byte 100: ends within a packet", refusal(Arrays.copyOf(recording(), 110)));
        assertEquals("lab.pcap at byte 24: has no packets", refusal(Arrays.copyOf(recording(), 24)));
        assertEquals(
                "lab.pcap at byte 20: has link type 113; only Ethernet (1) can be replayed", refusal(with(20, 113)));
        assertEquals("lab.pcap at byte 24: has a packet of 13 bytes; must be 14 to 65535", refusal(with(24 + 12, 13)));
        assertEquals(
                "lab.pcap at byte 100: goes back in time; put it in order first (reordercap)", refusal(with(100, 99)));
        assertTrue(refusal(with(0, 0x0A0D_0D0A)).contains("editcap -F pcap"));
        assertTrue(refusal(with(24 + 8, -1)).startsWith("lab.pcap at byte 24: is damaged"));
        assertEquals(
                "lab.pcap at byte 100: holds more of a packet than there was of it",
                refusal(with(100 + 8, Integer.MAX_VALUE)));
    }

    @Property
    void read_survivesAnything(@ForAll long seed, @ForAll boolean sound) {
        var random = new Random(seed);
        var bytes = sound ? recording() : new byte[random.nextInt(300)];
        for (int i = 0; i < (sound ? 3 : bytes.length); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
            assertTrue(read(bytes).next());
        } catch (IOException e) {
            assertTrue(e.getMessage().startsWith("lab.pcap at byte "), e.getMessage());
        }
    }

    @Test
    void read_refusesMoreThanItMayHold() {
        int one = 17;
        var many = ByteBuffer.allocate(24 + (PcapTraffic.MOST + 1) * one).order(ByteOrder.LITTLE_ENDIAN);
        many.put(recording(), 0, 24);
        while (many.hasRemaining()) {
            many.putInt(1).putInt(0).putInt(1).putInt(60).put((byte) 0);
        }
        assertEquals(
                "lab.pcap at byte " + (24 + PcapTraffic.MOST * one)
                        + ": has more than 1000000 packets; take a part of it (editcap -r)",
                refusal(many.array()));
    }
}
