package chaos.linux.ports;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.Netdev;
import chaos.linux.rtnl.Qdisc;
import chaos.linux.rtnl.QdiscRequests;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The handles that are ours. The kernel takes the ones it makes up from 8000: to ffff:, so nobody else's qdisc has one
 * of these by accident.
 */
public final class OwnedQdiscs {

    /** Of our tbf. */
    public static final Handle TBF = Handle.qdisc(0x0c4a);
    /** Of our netem. */
    public static final Handle NETEM = Handle.qdisc(0x0c4b);
    /** Of our pfifo or bfifo. */
    public static final Handle FIFO = Handle.qdisc(0x0c4c);

    private static final Map<String, Handle> BY_KIND = Map.of("tbf", TBF, "netem", NETEM, "pfifo", FIFO, "bfifo", FIFO);

    private OwnedQdiscs() {}

    /** The handle that a qdisc of this kind gets. */
    public static Handle handle(String kind) {
        return BY_KIND.get(kind);
    }

    /** Whether it has the handle and the kind of one of ours. */
    public static boolean owns(Qdisc qdisc) {
        return qdisc.handle().equals(BY_KIND.get(qdisc.kind()));
    }

    /** The root of a chain, where somebody else put it there. */
    static Optional<Qdisc> foreignRoot(List<Qdisc> chain) {
        return chain.stream().findFirst().filter(qdisc -> !owns(qdisc));
    }

    /**
     * Removes what a daemon before this one left on a port that nobody holds any more.
     *
     * @param all every qdisc of the namespace
     * @return what was removed; empty where there is nothing of ours
     */
    static Optional<Warning> removeLeftBehind(Conversation kernel, List<Qdisc> all, Netdev port)
            throws NetlinkException {
        var chain = Qdisc.chain(all, port.index());
        var root = chain.stream().findFirst().filter(OwnedQdiscs::owns);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        kernel.perform(
                List.of(QdiscRequests.delete(root.get().place(), root.get().kind())));
        var foreign = chain.stream()
                .filter(qdisc -> !owns(qdisc))
                .findFirst()
                .map(qdisc -> ", and below it qdisc " + qdisc.kind() + " " + qdisc.handle()
                        + ", which CHAOS did not put there")
                .orElse("");
        return Optional.of(Warning.general(
                "left_behind",
                "removed qdisc " + root.get().kind() + " " + root.get().handle() + " from port " + port.name()
                        + " that a daemon before this one left behind" + foreign));
    }

    /** The refusal to touch a port that carries what somebody else put there. */
    public static DataPlaneException foreign(Trouble trouble, Netdev port, Qdisc qdisc) {
        var parent = qdisc.place().parent();
        String carries = "port " + port.name() + " carries qdisc " + qdisc.kind() + " " + qdisc.handle();
        String remove = "; remove it (tc qdisc del dev " + port.name();
        return trouble.because(
                Reason.FOREIGN,
                parent.equals(Handle.ROOT)
                        ? carries + ", which CHAOS did not put there" + remove + " root) or use another port"
                        : carries + " below its own, at parent " + parent + ", which CHAOS did not put there" + remove
                                + " parent " + parent + ") and ask again; nothing may pass in between");
    }
}
