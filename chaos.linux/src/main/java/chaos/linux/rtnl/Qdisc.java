package chaos.linux.rtnl;

import chaos.linux.wire.Attribute;
import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /**
     * The qdiscs of an interface from the root down, each below the one before; the kernel's own default, which has no
     * handle, is none.
     *
     * @param all every qdisc of the namespace
     */
    public static List<Qdisc> chain(List<Qdisc> all, int index) {
        var chain = new ArrayList<Qdisc>();
        var next = child(all, index, Handle.ROOT);
        // No longer than there are qdiscs: a loop cannot hold us.
        while (next.isPresent() && chain.size() < all.size()) {
            chain.add(next.get());
            next = child(all, index, next.get().handle().onlyClass());
        }
        return chain;
    }

    private static Optional<Qdisc> child(List<Qdisc> all, int index, Handle parent) {
        for (var qdisc : all) {
            var place = qdisc.place();
            if (place.index() == index
                    && place.parent().equals(parent)
                    && !qdisc.handle().equals(Handle.NONE)) {
                return Optional.of(qdisc);
            }
        }
        return Optional.empty();
    }

    /** Its own handle. */
    public Handle handle() {
        return place.handle();
    }
}
