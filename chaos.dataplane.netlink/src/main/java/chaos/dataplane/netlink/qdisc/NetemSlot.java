package chaos.dataplane.netlink.qdisc;

import java.nio.ByteBuffer;

/**
 * When netem lets packets go in bunches ({@code struct tc_netem_slot { s64 min_delay, max_delay; s32 max_packets,
 * max_bytes; s64 dist_delay, dist_jitter; }}). No document asks for it; it is known so that it can be told from none.
 *
 * @param minNanos shortest time between two bunches
 * @param maxNanos longest time
 * @param maxPackets packets in a bunch, 0 for any number
 * @param maxBytes bytes in a bunch, 0 for any number
 * @param meanNanos mean time, where it is drawn from a table
 * @param jitterNanos its jitter
 */
public record NetemSlot(long minNanos, long maxNanos, int maxPackets, int maxBytes, long meanNanos, long jitterNanos) {

    /** Packets go when they are due. */
    public static final NetemSlot NONE = new NetemSlot(0, 0, 0, 0, 0, 0);

    static final int BYTES = 40;

    void encode(ByteBuffer out) {
        out.putLong(minNanos).putLong(maxNanos).putInt(maxPackets).putInt(maxBytes);
        out.putLong(meanNanos).putLong(jitterNanos);
    }

    static NetemSlot decode(ByteBuffer in) {
        return new NetemSlot(in.getLong(), in.getLong(), in.getInt(), in.getInt(), in.getLong(), in.getLong());
    }
}
