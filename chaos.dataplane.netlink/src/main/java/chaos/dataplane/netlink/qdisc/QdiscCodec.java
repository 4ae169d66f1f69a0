package chaos.dataplane.netlink.qdisc;

import chaos.linux.wire.NetlinkException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the parameters of the kinds that CHAOS knows. */
public final class QdiscCodec {

    private QdiscCodec() {}

    /**
     * The parameters of a qdisc; empty where the kind is none of ours.
     *
     * @throws NetlinkException if they make no sense
     */
    public static Optional<QdiscOptions> read(String kind, ByteBuffer options) throws NetlinkException {
        return switch (kind) {
            case FifoCodec.PFIFO -> Optional.of(FifoCodec.read(false, options));
            case FifoCodec.BFIFO -> Optional.of(FifoCodec.read(true, options));
            case TbfCodec.KIND -> Optional.of(TbfCodec.read(options));
            case NetemCodec.KIND -> Optional.of(NetemCodec.read(options));
            default -> Optional.empty();
        };
    }
}
