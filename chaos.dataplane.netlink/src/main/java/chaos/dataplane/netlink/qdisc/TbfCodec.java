package chaos.dataplane.netlink.qdisc;

import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.NetlinkException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * tbf's parameters ({@code include/uapi/linux/pkt_sched.h}):
 *
 * <pre>
 * struct tc_ratespec { u8 cell_log; u8 linklayer; u16 overhead; s16 cell_align; u16 mpu; u32 rate; };     12 bytes
 * struct tc_tbf_qopt { struct tc_ratespec rate, peakrate; u32 limit; u32 buffer; u32 mtu; };              36 bytes
 * </pre>
 */
final class TbfCodec {

    static final String KIND = "tbf";

    private static final int PARMS = 1;
    private static final int RATE64 = 4;
    private static final int PRATE64 = 5;
    private static final int BURST = 6;
    private static final int PBURST = 7;
    /** The rate tables and the padding mean nothing to a kernel since 3.8. */
    private static final Set<Integer> KNOWN = Set.of(PARMS, 2, 3, RATE64, PRATE64, BURST, PBURST, 8);

    private static final int PARMS_BYTES = 36;
    private static final int PEAK = 12;
    private static final int LIMIT = 24;
    private static final int BUFFER = 28;
    private static final int MTU = 32;
    private static final int MPU_IN_SPEC = 6;
    private static final int RATE_IN_SPEC = 8;
    private static final int OVERHEAD_IN_SPEC = 2;
    private static final byte ETHERNET = 1;
    private static final byte ATM = 2;
    private static final int LINKLAYER_MASK = 0x0F;
    private static final short CELL_ALIGN = -1;
    private static final long MAX_RATE32 = 0xFFFF_FFFFL;

    private TbfCodec() {}

    static void write(Tbf tbf, AttributeWriter out) {
        out.struct(PARMS, PARMS_BYTES, bytes -> parameters(tbf, bytes));
        // The kernel takes the larger of both rates, so the 64-bit one must be absent where it is not needed.
        if (tbf.bytesPerSecond() > MAX_RATE32) {
            out.u64(RATE64, tbf.bytesPerSecond());
        }
        if (tbf.peakBytesPerSecond() > MAX_RATE32) {
            out.u64(PRATE64, tbf.peakBytesPerSecond());
        }
        out.u32(BURST, tbf.burstBytes());
        if (tbf.peakBytesPerSecond() > 0) {
            out.u32(PBURST, tbf.rest().peakBurstBytes());
        }
    }

    private static void parameters(Tbf tbf, ByteBuffer bytes) {
        rate(tbf, tbf.bytesPerSecond(), bytes);
        if (tbf.peakBytesPerSecond() > 0) {
            rate(tbf, tbf.peakBytesPerSecond(), bytes);
        } else {
            bytes.put(new byte[PEAK]);
        }
        bytes.putInt(AttributeWriter.narrow(tbf.limit()));
        bytes.putInt(AttributeWriter.narrow(tbf.bufferTicks()));
        bytes.putInt(AttributeWriter.narrow(tbf.rest().peakTicks()));
    }

    private static void rate(Tbf tbf, long bytesPerSecond, ByteBuffer bytes) {
        bytes.put((byte) 0).put(tbf.cells() ? ATM : ETHERNET).putShort((short) tbf.overhead());
        bytes.putShort(CELL_ALIGN).putShort((short) tbf.rest().mpu());
        bytes.putInt(AttributeWriter.narrow(Math.min(MAX_RATE32, bytesPerSecond)));
    }

    static Tbf read(ByteBuffer options) throws NetlinkException {
        var attributes = AttributeReader.of(options);
        var parms = attributes.require(PARMS).at(PARMS_BYTES);
        return new Tbf(
                attributes.u64(RATE64, parms.getInt(RATE_IN_SPEC) & MAX_RATE32),
                parms.getInt(BUFFER) & MAX_RATE32,
                0,
                parms.getInt(LIMIT) & MAX_RATE32,
                parms.getShort(OVERHEAD_IN_SPEC) & 0xFFFF,
                (parms.get(1) & LINKLAYER_MASK) == ATM,
                attributes.u64(PRATE64, parms.getInt(PEAK + RATE_IN_SPEC) & MAX_RATE32),
                rest(attributes, parms));
    }

    private static TbfRest rest(AttributeReader attributes, ByteBuffer parms) {
        var others = UnknownAttributes.in(attributes, KNOWN);
        return new TbfRest(parms.getShort(MPU_IN_SPEC) & 0xFFFF, parms.getInt(MTU) & MAX_RATE32, 0, others);
    }
}
