package chaos.dataplane.packet;

import chaos.linux.FrameReceiver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Super-packets as a sending host hands them to its network card, made for tests. */
final class SuperPackets {

    static final int TCP = 6;
    static final int UDP = 17;

    private static final int AT = 64;

    private SuperPackets() {}

    /**
     * How a super-packet is made.
     *
     * @param tags 802.1Q tags in the frame
     * @param version of IP
     * @param protocol {@link #TCP} or {@link #UDP}
     * @param options bytes of TCP options, a multiple of 4
     * @param flags of TCP
     */
    record Form(int tags, int version, int protocol, int options, int flags) {

        int networkAt() {
            return 14 + 4 * tags;
        }

        int transportAt() {
            return networkAt() + (version == 4 ? 20 : 40);
        }

        int headers() {
            return transportAt() + (protocol == TCP ? 20 + options : 8);
        }
    }

    /** Memory with one in it, and room behind it. */
    static ByteBuffer memory(Form form, byte[] payload, int segment) {
        int size = form.headers() + payload.length;
        var bytes = ByteBuffer.allocateDirect(AT + 2 * size + 70_000);
        var random = new Random(7);
        for (int i = 0; i < 12; i++) {
            bytes.put(AT + i, (byte) random.nextInt());
        }
        for (int i = 0; i < form.tags(); i++) {
            bytes.putInt(AT + 12 + 4 * i, 0x8100_6007 + i);
        }
        bytes.putShort(AT + form.networkAt() - 2, (short) (form.version() == 4 ? 0x0800 : 0x86DD));
        network(bytes, form, size);
        transport(bytes, form, random);
        bytes.put(AT + form.headers(), payload);
        offload(bytes, form, segment);
        return bytes;
    }

    static int start() {
        return AT;
    }

    private static void network(ByteBuffer bytes, Form form, int size) {
        int at = AT + form.networkAt();
        int length = size - form.networkAt();
        if (form.version() == 4) {
            bytes.putShort(at, (short) 0x4500).putShort(at + 2, (short) length);
            bytes.putShort(at + 4, (short) 0xFFFE); // so that it runs over
            bytes.putShort(at + 6, (short) 0x4000).put(at + 8, (byte) 64).put(at + 9, (byte) form.protocol());
            bytes.putLong(at + 12, 0x0A4D0001_0A4D0002L);
        } else {
            bytes.putInt(at, 0x6000_0000).putShort(at + 4, (short) (length - 40));
            bytes.put(at + 6, (byte) form.protocol()).put(at + 7, (byte) 64);
            bytes.putLong(at + 8, 0x20010DB8_00000000L).putLong(at + 16, 1);
            bytes.putLong(at + 24, 0x20010DB8_00000000L).putLong(at + 32, 0xFFFF_FFFF_FFFF_FFFFL);
        }
    }

    private static void transport(ByteBuffer bytes, Form form, Random random) {
        int at = AT + form.transportAt();
        bytes.putInt(at, 0xC350_1389); // ports
        if (form.protocol() == TCP) {
            bytes.putInt(at + 4, 0xFFFF_FF00).putInt(at + 8, random.nextInt()); // so that it runs over
            bytes.put(at + 12, (byte) ((20 + form.options()) << 2)).put(at + 13, (byte) form.flags());
            bytes.putShort(at + 14, (short) 502);
            for (int i = 0; i < form.options(); i++) {
                bytes.put(at + 20 + i, (byte) 1);
            }
        }
    }

    private static void offload(ByteBuffer bytes, Form form, int segment) {
        var header = bytes.slice(AT - FrameReceiver.HEADER_BYTES, FrameReceiver.HEADER_BYTES)
                .order(ByteOrder.nativeOrder());
        int tcp = form.version() == 4 ? 1 : 4;
        header.put(0, (byte) 1).put(1, (byte) (form.protocol() == TCP ? tcp : 5));
        header.putShort(2, (short) form.headers()).putShort(4, (short) segment);
        header.putShort(6, (short) form.transportAt());
        header.putShort(8, (short) (form.protocol() == TCP ? 16 : 6));
    }
}
