package chaos.dataplane.packet;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Completes the checksum of a frame that its sender left to the network card, as {@code skb_checksum_help} and {@code
 * skb_crc32c_csum_help} (net/core/dev.c) do.
 */
final class Completion {

    private static final int SCTP = 132;
    private static final int SCTP_CHECKSUM = 8;

    private final ByteBuffer bytes;
    private final ByteBuffer summed;
    private final Layers layers = new Layers();
    private final CRC32C crc = new CRC32C();

    /** Frames in this memory, which is in network order. */
    Completion(ByteBuffer bytes) {
        this.bytes = bytes;
        this.summed = bytes.duplicate();
    }

    /**
     * Completes the checksum: what stands there is the sum of the pseudo header, or for SCTP nothing.
     *
     * @param start where the frame starts
     * @param length its bytes
     * @param offload what the kernel says of it, counted from that start
     * @return whether there is one to complete
     */
    boolean complete(int start, int length, OffloadHeader offload) {
        int from = offload.checksumStart();
        int at = from + offload.checksumOffset();
        if (from >= length || at + Short.BYTES > length) {
            return false;
        }
        if (offload.checksumOffset() == SCTP_CHECKSUM && isSctp(start, length, from)) {
            return completeSctp(start + from, length - from);
        }
        long sum = Checksum.add(0, bytes, start + from, length - from);
        bytes.putShort(start + at, Checksum.finishNonZero(sum));
        return true;
    }

    private boolean isSctp(int start, int length, int transport) {
        return layers.find(bytes, start, length, transport) && layers.protocol() == SCTP;
    }

    /** CRC32c in the order in which it is computed, lowest byte first (RFC 9260, appendix A). */
    private boolean completeSctp(int at, int length) {
        if (length < SCTP_CHECKSUM + Integer.BYTES) {
            return false;
        }
        bytes.putInt(at + SCTP_CHECKSUM, 0);
        crc.reset();
        summed.limit(at + length).position(at);
        crc.update(summed);
        bytes.putInt(at + SCTP_CHECKSUM, Integer.reverseBytes((int) crc.getValue()));
        return true;
    }
}
