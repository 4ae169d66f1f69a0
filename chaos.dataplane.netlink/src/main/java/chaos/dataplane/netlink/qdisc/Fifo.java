package chaos.dataplane.netlink.qdisc;

import chaos.linux.wire.AttributeWriter;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A queue of bounded length: pfifo counts packets, bfifo bytes.
 *
 * @param inBytes whether the limit is in bytes
 * @param limit above 0; the kernel would drop everything at 0
 */
public record Fifo(boolean inBytes, long limit) implements QdiscOptions {

    @Override
    public String kind() {
        return inBytes ? FifoCodec.BFIFO : FifoCodec.PFIFO;
    }

    @Override
    public void write(AttributeWriter out) {
        FifoCodec.write(this, out);
    }

    @Override
    public boolean holdsSame(QdiscOptions shown) {
        return equals(shown);
    }

    @Override
    public SortedMap<String, Long> numbers() {
        return new TreeMap<>(Map.of(inBytes ? "limit_bytes" : "limit_packets", limit));
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.fifo(this);
    }
}
