package chaos.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * The header by which IPv6 says that a packet has more than 65,535 bytes (RFC 2675). A sending Linux host with "BIG
 * TCP" puts it into what it hands to its network card, and the card leaves it away ({@code ipv6_hopopt_jumbo_remove},
 * include/net/ipv6.h). IPv4 has none, and a total length of 0.
 */
final class Jumbo {

    private static final int IP6_TYPE = 0x86DD;
    private static final int IP6_HEADER = 40;
    private static final int IP6_LENGTH = 4;
    private static final int IP6_NEXT = 6;
    private static final int BYTES = 8;
    private static final int HOP_BY_HOP = 0;
    /** No further 8 bytes, and the option of 4 bytes. */
    private static final int LENGTH_AND_OPTION = 0x00C2_04;

    private Jumbo() {}

    /**
     * Leaves the header away, where there is one: what is in front of it moves up to what is behind it.
     *
     * @param start where the frame starts
     * @param length its bytes
     * @return by how many bytes the start is further behind now
     */
    static int remove(ByteBuffer bytes, int start, int length) {
        int type = Tags.typeOffset(bytes, start, length);
        int network = start + type + Short.BYTES;
        int option = network + IP6_HEADER;
        if (option + BYTES > start + length
                || (bytes.getShort(start + type) & 0xFFFF) != IP6_TYPE
                || bytes.getShort(network + IP6_LENGTH) != 0
                || bytes.get(network + IP6_NEXT) != HOP_BY_HOP
                || (bytes.getInt(option) & 0xFF_FFFF) != LENGTH_AND_OPTION) {
            return 0;
        }
        bytes.put(network + IP6_NEXT, bytes.get(option));
        for (int at = option - 1; at >= start; at--) {
            bytes.put(at + BYTES, bytes.get(at));
        }
        return BYTES;
    }
}
