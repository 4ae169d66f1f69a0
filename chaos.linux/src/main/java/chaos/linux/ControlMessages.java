package chaos.linux;

import java.nio.ByteBuffer;

/** What the kernel says of each frame of a batch beside its bytes: when it came, and the tag that was taken off. */
final class ControlMessages {

    /** For a frame: both messages and some room. */
    static final int BYTES = 128;

    // struct cmsghdr { u64 len; int level; int type; }, what follows is padded to 8 bytes
    private static final int HEADER = 16;
    private static final int LEVEL = 8;
    private static final int TYPE = 12;
    private static final int ALIGN = 8;
    // struct tpacket_auxdata { u32 status; u32 len; u32 snaplen; u16 mac; u16 net; u16 vlan_tci; u16 vlan_tpid; }
    private static final int VLAN_TCI = 16;
    private static final int VLAN_TPID = 18;
    private static final int TP_STATUS_VLAN_VALID = 0x10;
    private static final long SECOND = 1_000_000_000L;

    private final ByteBuffer bytes;
    private final int at;
    private final long[] stamps;
    private final int[] tags;

    ControlMessages(ByteBuffer bytes, int frames, int at) {
        this.bytes = bytes;
        this.at = at;
        this.stamps = new long[frames];
        this.tags = new int[frames];
    }

    /** Reads those of a frame. */
    void read(int frame, int length) {
        stamps[frame] = 0;
        tags[frame] = 0;
        int next = at + frame * BYTES;
        int end = next + Math.min(length, BYTES);
        while (next + HEADER <= end) {
            int body = next + HEADER;
            int level = bytes.getInt(next + LEVEL);
            int type = bytes.getInt(next + TYPE);
            if (level == LibC.SOL_SOCKET && type == LibC.SO_TIMESTAMPNS) {
                stamps[frame] = bytes.getLong(body) * SECOND + bytes.getLong(body + Long.BYTES); // struct timespec
            } else if (level == LibC.SOL_PACKET && type == LibC.PACKET_AUXDATA) {
                tags[frame] = tag(body);
            }
            long whole = Math.max(bytes.getLong(next), HEADER); // a length of nothing would never end
            next += (int) Math.min(BYTES, (whole + ALIGN - 1) / ALIGN * ALIGN);
        }
    }

    private int tag(int body) {
        if ((bytes.getInt(body) & TP_STATUS_VLAN_VALID) == 0) {
            return 0;
        }
        return (bytes.getShort(body + VLAN_TPID) << Short.SIZE) | (bytes.getShort(body + VLAN_TCI) & 0xFFFF);
    }

    long stamp(int frame) {
        return stamps[frame];
    }

    int tagOf(int frame) {
        return tags[frame];
    }
}
