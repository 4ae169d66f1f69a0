package chaos.dataplane.netlink;

import chaos.dataplane.netlink.rtnl.Handle;
import chaos.dataplane.netlink.rtnl.Qdisc;
import java.util.Map;

/**
 * The handles that are ours. The kernel takes the ones it makes up from 8000: to ffff:, so nobody else's qdisc has one
 * of these by accident.
 */
final class OwnedQdiscs {

    static final Handle TBF = Handle.qdisc(0x0c4a);
    static final Handle NETEM = Handle.qdisc(0x0c4b);
    static final Handle FIFO = Handle.qdisc(0x0c4c);

    private static final Map<String, Handle> BY_KIND = Map.of("tbf", TBF, "netem", NETEM, "pfifo", FIFO, "bfifo", FIFO);

    private OwnedQdiscs() {}

    /** The handle that a qdisc of this kind gets. */
    static Handle handle(String kind) {
        return BY_KIND.get(kind);
    }

    /** Whether it has the handle and the kind of one of ours. */
    static boolean owns(Qdisc qdisc) {
        return qdisc.handle().equals(BY_KIND.get(qdisc.kind()));
    }

    /** Whether nobody put it there: the kernel's own default has no handle. */
    static boolean isDefault(Qdisc qdisc) {
        return qdisc.handle().equals(Handle.NONE);
    }
}
