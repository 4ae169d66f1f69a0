package chaos.dataplane.netlink.rtnl;

import chaos.dataplane.netlink.wire.Attribute;
import chaos.dataplane.netlink.wire.AttributeReader;
import chaos.dataplane.netlink.wire.Message;
import chaos.dataplane.netlink.wire.NetlinkException;
import java.nio.ByteBuffer;

/**
 * One qdisc as the kernel lists it.
 *
 * @param place where it is
 * @param kind for example {@code tbf}
 * @param options its parameters, in the form of its kind
 * @param counters what it counted
 */
public record Qdisc(TcMessage place, String kind, ByteBuffer options, QueueCounters counters) {

    private static final int TCA_KIND = 1;
    private static final int TCA_OPTIONS = 2;
    private static final int TCA_STATS2 = 7;

    static Qdisc read(Message message) throws NetlinkException {
        var body = message.body();
        var place = TcMessage.read(body);
        var attributes = AttributeReader.of(body.slice(TcMessage.BYTES, body.remaining() - TcMessage.BYTES));
        var stats = attributes.find(TCA_STATS2);
        return new Qdisc(
                place,
                attributes.require(TCA_KIND).string(),
                attributes.find(TCA_OPTIONS).map(Attribute::bytes).orElseGet(() -> ByteBuffer.allocate(0)),
                stats.isPresent() ? QueueCounters.read(stats.get().nested()) : QueueCounters.ZERO);
    }

    /** Its own handle. */
    public Handle handle() {
        return place.handle();
    }
}
