package chaos.dataplane.netlink.qdisc;

import chaos.linux.wire.Attribute;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.NetlinkException;
import java.nio.ByteBuffer;

/**
 * The struct that netem's parameters start with: {@code struct tc_netem_qopt { u32 latency; u32 limit; u32 loss; u32
 * gap; u32 duplicate; u32 jitter; }} ({@code include/uapi/linux/pkt_sched.h}).
 *
 * @param latency ticks; saturates, see {@link Netem#latencyNanos}
 * @param limit packets
 * @param loss share, "0=none ~0=100%"
 * @param gap "re-ordering gap (0 for none)"
 * @param duplicate share, "0=none ~0=100%"
 * @param jitter ticks; saturates, see {@link Netem#jitterNanos}
 */
public record NetemOptions(long latency, long limit, long loss, long gap, long duplicate, long jitter) {

    /** The size of the struct. */
    public static final int BYTES = 24;

    private static final long U32 = 0xFFFF_FFFFL;

    /** Writes the struct. */
    public void encode(ByteBuffer out) {
        out.putInt(AttributeWriter.narrow(latency)).putInt(AttributeWriter.narrow(limit));
        out.putInt(AttributeWriter.narrow(loss)).putInt(AttributeWriter.narrow(gap));
        out.putInt(AttributeWriter.narrow(duplicate)).putInt(AttributeWriter.narrow(jitter));
    }

    /** Reads the struct from the start of what the kernel shows. */
    public static NetemOptions decode(ByteBuffer source) throws NetlinkException {
        var in = new Attribute(0, source).at(BYTES);
        return new NetemOptions(
                in.getInt() & U32,
                in.getInt() & U32,
                in.getInt() & U32,
                in.getInt() & U32,
                in.getInt() & U32,
                in.getInt() & U32);
    }
}
