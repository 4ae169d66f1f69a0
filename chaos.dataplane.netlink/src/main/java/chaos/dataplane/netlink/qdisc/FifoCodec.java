package chaos.dataplane.netlink.qdisc;

import chaos.linux.wire.Attribute;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.NetlinkException;
import java.nio.ByteBuffer;

/** {@code struct tc_fifo_qopt { u32 limit; }}, without attributes ({@code include/uapi/linux/pkt_sched.h}). */
final class FifoCodec {

    static final String PFIFO = "pfifo";
    static final String BFIFO = "bfifo";

    private FifoCodec() {}

    static void write(Fifo fifo, AttributeWriter out) {
        out.struct(Integer.BYTES, bytes -> bytes.putInt(AttributeWriter.narrow(fifo.limit())));
    }

    static Fifo read(boolean inBytes, ByteBuffer options) throws NetlinkException {
        return new Fifo(inBytes, new Attribute(0, options).u32());
    }
}
