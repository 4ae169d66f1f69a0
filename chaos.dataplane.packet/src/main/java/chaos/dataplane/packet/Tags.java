package chaos.dataplane.packet;

import java.nio.ByteBuffer;

/** The tags of IEEE 802.1Q and 802.1ad in a frame. */
final class Tags {

    static final int BYTES = 4;

    private static final int ADDRESSES = 12;
    private static final int C_TAG = 0x8100;
    private static final int S_TAG = 0x88A8;
    private static final int OLD_S_TAG = 0x9100;

    private Tags() {}

    /**
     * Puts a tag in front of what follows the addresses, which move ahead for it.
     *
     * @param frame where the frame starts
     * @param tag its type in the upper half
     * @return where it starts now
     */
    static int insert(ByteBuffer bytes, int frame, int tag) {
        int start = frame - BYTES;
        bytes.putLong(start, bytes.getLong(frame));
        bytes.putInt(start + Long.BYTES, bytes.getInt(frame + Long.BYTES));
        bytes.putInt(start + ADDRESSES, tag);
        return start;
    }

    /** Where the EtherType behind all tags is, counted from the start of the frame. */
    static int typeOffset(ByteBuffer bytes, int frame, int size) {
        int at = ADDRESSES;
        while (at + BYTES + Short.BYTES <= size && isTag(bytes.getShort(frame + at) & 0xFFFF)) {
            at += BYTES;
        }
        return at;
    }

    private static boolean isTag(int type) {
        return type == C_TAG || type == S_TAG || type == OLD_S_TAG;
    }
}
