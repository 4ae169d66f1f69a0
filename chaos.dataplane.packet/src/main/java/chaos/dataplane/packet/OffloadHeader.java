package chaos.dataplane.packet;

import chaos.linux.FrameReceiver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the kernel says in front of a frame of the work that it left to a network card ({@code struct virtio_net_hdr},
 * include/uapi/linux/virtio_net.h): {@code u8 flags; u8 gso_type; u16 hdr_len, gso_size, csum_start, csum_offset}, in
 * this machine's byte order. One object for all frames: {@link #read} fills it.
 */
final class OffloadHeader {

    private static final int FLAGS = 0;
    private static final int TYPE = 1;
    private static final int SEGMENT = 4;
    private static final int CHECKSUM_START = 6;
    private static final int CHECKSUM_OFFSET = 8;
    private static final int NEEDS_CHECKSUM = 1;
    private static final int WITH_ECN = 0x80;
    private static final boolean SWAPS = ByteOrder.nativeOrder() != ByteOrder.BIG_ENDIAN;

    private Kind kind = Kind.FRAME;
    private boolean needsChecksum;
    private int segmentBytes;
    private int checksumStart;
    private int checksumOffset;

    /** What stands behind the header ({@code VIRTIO_NET_HDR_GSO_*}). */
    enum Kind {
        /** One frame. */
        FRAME,
        /** Several segments of TCP. */
        TCP,
        /** Several datagrams of UDP. */
        UDP,
        /** Something that is not known here. */
        UNKNOWN
    }

    /** Reads the header of the frame that starts here. */
    void read(ByteBuffer bytes, int frame) {
        int at = frame - FrameReceiver.HEADER_BYTES;
        kind = kind(bytes.get(at + TYPE) & ~WITH_ECN);
        needsChecksum = (bytes.get(at + FLAGS) & NEEDS_CHECKSUM) != 0;
        segmentBytes = number(bytes, at + SEGMENT);
        checksumStart = number(bytes, at + CHECKSUM_START);
        checksumOffset = number(bytes, at + CHECKSUM_OFFSET);
    }

    private static Kind kind(int type) {
        return switch (type & 0xFF) {
            case 0 -> Kind.FRAME;
            case 1, 4 -> Kind.TCP; // TCPV4, TCPV6
            case 5 -> Kind.UDP; // UDP_L4
            default -> Kind.UNKNOWN;
        };
    }

    private static int number(ByteBuffer bytes, int at) {
        short value = bytes.getShort(at);
        return (SWAPS ? Short.reverseBytes(value) : value) & 0xFFFF;
    }

    /** What it is. */
    Kind kind() {
        return kind;
    }

    /** Whether the checksum is that of the pseudo header alone. */
    boolean needsChecksum() {
        return needsChecksum;
    }

    /** Payload of each segment but the last. */
    int segmentBytes() {
        return segmentBytes;
    }

    /** Where what is summed begins, which is the header of the transport; counted in the frame as it is now. */
    int checksumStart() {
        return checksumStart;
    }

    /** Where the sum goes, counted from there. */
    int checksumOffset() {
        return checksumOffset;
    }

    /** A tag was put into the frame: what is behind it is further behind. */
    void tagged() {
        checksumStart += Tags.BYTES;
    }
}
