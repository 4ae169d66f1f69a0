package chaos.dataplane.netlink;

import chaos.api.dataplane.Warning;
import chaos.dataplane.netlink.rtnl.Handle;
import chaos.dataplane.netlink.rtnl.Netdev;
import chaos.dataplane.netlink.rtnl.Qdisc;
import chaos.dataplane.netlink.rtnl.QdiscRequests;
import chaos.dataplane.netlink.wire.Conversation;
import chaos.dataplane.netlink.wire.NetlinkException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /**
     * Removes what a daemon before this one left on a port that nobody holds any more.
     *
     * @param all every qdisc of the namespace
     * @return what was removed; empty where there is nothing of ours
     */
    static Optional<Warning> removeLeftBehind(Conversation kernel, List<Qdisc> all, Netdev port)
            throws NetlinkException {
        var observed = ObservedTree.of(all, port.index());
        var root = observed.ownRoot();
        if (root.isEmpty()) {
            return Optional.empty();
        }
        kernel.perform(
                List.of(QdiscRequests.delete(root.get().place(), root.get().kind())));
        var foreign = observed.foreign()
                .map(qdisc -> ", and below it qdisc " + qdisc.kind() + " " + qdisc.handle()
                        + ", which CHAOS did not put there")
                .orElse("");
        return Optional.of(Warning.general(
                "left_behind",
                "removed qdisc " + root.get().kind() + " " + root.get().handle() + " from port " + port.name()
                        + " that a daemon before this one left behind" + foreign));
    }
}
