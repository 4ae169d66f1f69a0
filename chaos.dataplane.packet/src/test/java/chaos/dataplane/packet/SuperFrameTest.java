package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.dataplane.packet.SuperPackets.Form;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuperFrameTest {

    private static final int ALL_FLAGS = 0xFF;

    @Provide
    Arbitrary<Form> forms() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(4, 6),
                        Arbitraries.of(SuperPackets.TCP, SuperPackets.UDP),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.integers().between(0, ALL_FLAGS))
                .as((tags, version, protocol, words, flags) -> new Form(tags, version, protocol, 4 * words, flags));
    }

    /** Whatever is cut: the payloads together are the payload, and every frame is whole and right by itself. */
    @Property(tries = 300)
    void segments_areTheOriginalAgainAndEachIsRight(
            @ForAll("forms") Form form,
            @ForAll @IntRange(min = 1, max = 9000) int segment,
            @ForAll @IntRange(min = 1, max = 65_000) int length,
            @ForAll long seed) {
        int bounded = Math.min(length, segment * 200);
        byte[] payload = new byte[bounded];
        new Random(seed).nextBytes(payload);
        var bytes = SuperPackets.memory(form, payload, segment);
        var opened = opened(bytes, form, payload.length);
        assertEquals((bounded + segment - 1) / segment, opened.count());
        var joined = new ByteArrayOutputStream();
        for (int i = 0; i < opened.count(); i++) {
            byte[] frame = written(opened, i, bytes);
            check(frame, form, i, opened.count());
            if (form.protocol() == SuperPackets.TCP) {
                int sequence = ByteBuffer.wrap(frame).getInt(form.transportAt() + 4);
                assertEquals(0xFFFF_FF00 + i * segment, sequence, "sequence number");
            }
            joined.write(frame, form.headers(), frame.length - form.headers());
        }
        assertArrayEquals(payload, joined.toByteArray());
    }

    private static SuperFrame opened(ByteBuffer bytes, Form form, int payload) {
        var offload = new OffloadHeader();
        offload.read(bytes, SuperPackets.start());
        var frame = new SuperFrame(bytes);
        assertTrue(frame.open(SuperPackets.start(), form.headers() + payload, offload));
        return frame;
    }

    private static byte[] written(SuperFrame frame, int number, ByteBuffer bytes) {
        int to = bytes.capacity() - frame.size(number);
        frame.write(number, to);
        byte[] written = new byte[frame.size(number)];
        bytes.get(to, written);
        return written;
    }

    private static void check(byte[] frame, Form form, int number, int count) {
        var view = ByteBuffer.wrap(frame);
        int network = form.networkAt();
        int transport = form.transportAt();
        int length = frame.length - transport;
        int pseudo = form.protocol() + length;
        if (form.version() == 4) {
            assertEquals(frame.length - network, view.getShort(network + 2) & 0xFFFF, "total length");
            assertEquals((short) (0xFFFE + number), view.getShort(network + 4), "identification");
            assertEquals(0xFFFF, sum(0, frame, network, 20), "checksum of the network header");
            pseudo = sum(pseudo, frame, network + 12, 8);
        } else {
            assertEquals(frame.length - network - 40, view.getShort(network + 4) & 0xFFFF, "payload length");
            pseudo = sum(pseudo, frame, network + 8, 32);
        }
        assertEquals(0xFFFF, sum(pseudo, frame, transport, length), "checksum of the transport");
        if (form.protocol() == SuperPackets.TCP) {
            int expected = form.flags() & (number == 0 ? 0xFF : 0x7F) & (number == count - 1 ? 0xFF : 0xF6);
            assertEquals(expected, frame[transport + 13] & 0xFF, "flags");
        } else {
            assertEquals(length, view.getShort(transport + 4) & 0xFFFF, "length of the datagram");
        }
    }

    /** RFC 1071 as it is written there, a word at a time. */
    private static int sum(int before, byte[] bytes, int from, int length) {
        int sum = before;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? bytes[from + i + 1] & 0xFF : 0;
            sum += ((bytes[from + i] & 0xFF) << 8) + low;
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return sum;
    }

    @Property
    void checksum_isThatOfTheTextbook(@ForAll byte[] bytes, @ForAll @IntRange(max = 7) int skipped) {
        int from = Math.min(skipped, bytes.length);
        int expected = ~sum(0, bytes, from, bytes.length - from) & 0xFFFF;
        long sum = Checksum.add(0, ByteBuffer.wrap(bytes), from, bytes.length - from);
        assertEquals(expected, Checksum.finish(sum) & 0xFFFF);
    }

    @Test
    void complete_endsAChecksumThatWasLeftToTheCard() {
        var form = new Form(1, 4, SuperPackets.TCP, 12, 0x18);
        byte[] payload = new byte[101];
        Arrays.fill(payload, (byte) 0xA5);
        var bytes = SuperPackets.memory(form, payload, 0);
        int start = SuperPackets.start();
        int length = form.headers() - form.transportAt() + payload.length;
        var frame = new byte[form.headers() + payload.length];
        bytes.get(start, frame);
        int pseudo = sum(SuperPackets.TCP + length, frame, form.networkAt() + 12, 8);
        bytes.putShort(start + form.transportAt() + 16, (short) pseudo);
        var offload = new OffloadHeader();
        offload.read(bytes, start);
        assertTrue(offload.needsChecksum());
        assertTrue(new Completion(bytes).complete(start, frame.length, offload));
        bytes.get(start, frame);
        assertEquals(0xFFFF, sum(pseudo, frame, form.transportAt(), length));
    }

    /** A header of the kernel's that contradicts the frame is not followed out of it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 33, 84, 65_535})
    void open_refusesAHeaderThatContradictsTheFrame(int transport) {
        var form = new Form(0, 4, SuperPackets.TCP, 0, 0);
        var bytes = SuperPackets.memory(form, new byte[3000], 1000);
        bytes.order(java.nio.ByteOrder.nativeOrder());
        bytes.putShort(SuperPackets.start() - 4, (short) transport);
        bytes.order(java.nio.ByteOrder.BIG_ENDIAN);
        var offload = new OffloadHeader();
        offload.read(bytes, SuperPackets.start());
        assertFalse(new SuperFrame(bytes).open(SuperPackets.start(), form.headers() + 3000, offload));
        assertFalse(transport > 3000 && new Completion(bytes).complete(SuperPackets.start(), form.headers(), offload));
    }

    @Test
    void insert_putsATagBehindTheAddresses() {
        var bytes = ByteBuffer.allocate(64);
        for (int i = 0; i < 14; i++) {
            bytes.put(20 + i, (byte) i);
        }
        int start = Tags.insert(bytes, 20, 0x88A8_0064);
        assertEquals(16, start);
        byte[] tagged = new byte[18];
        bytes.get(start, tagged);
        assertArrayEquals(
                new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) 0x88, (byte) 0xA8, 0, 0x64, 12, 13}, tagged);
        assertEquals(16, Tags.typeOffset(bytes, start, 40));
    }
}
