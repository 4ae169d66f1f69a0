package chaos.dataplane.packet;

import java.nio.ByteBuffer;

/** The checksum of the Internet protocols (RFC 1071): the ones' complement sum of 16-bit words in network order. */
final class Checksum {

    private static final int HALF = 16;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final long MASK = 0xFFFF;

    private Checksum() {}

    /**
     * Adds bytes to a sum that is not folded yet. It has room for the words of 2<sup>31</sup> bytes.
     *
     * @param bytes in network order
     * @param from the first; an odd number of bytes counts as if a zero followed
     */
    static long add(long sum, ByteBuffer bytes, int from, int length) {
        long total = sum;
        int at = from;
        for (int end = from + (length & -Long.BYTES); at < end; at += Long.BYTES) {
            long word = bytes.getLong(at);
            total += (word >>> Integer.SIZE) + (word & LOW);
        }
        int left = length & (Long.BYTES - 1);
        if (left >= Integer.BYTES) {
            total += bytes.getInt(at) & LOW;
            at += Integer.BYTES;
            left -= Integer.BYTES;
        }
        if (left >= Short.BYTES) {
            total += bytes.getShort(at) & MASK;
            at += Short.BYTES;
            left -= Short.BYTES;
        }
        return left == 0 ? total : total + ((bytes.get(at) & 0xFFL) << Byte.SIZE);
    }

    /** What is written into a packet for a sum. */
    static short finish(long sum) {
        long folded = sum;
        while (folded >>> HALF != 0) {
            folded = (folded & MASK) + (folded >>> HALF);
        }
        return (short) ~folded;
    }

    /** The same where 0 means that there is none (UDP, RFC 768): all ones are written instead. */
    static short finishNonZero(long sum) {
        short checksum = finish(sum);
        return checksum == 0 ? (short) MASK : checksum;
    }
}
