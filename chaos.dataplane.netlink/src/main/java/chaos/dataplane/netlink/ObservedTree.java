package chaos.dataplane.netlink;

import chaos.dataplane.netlink.qdisc.QdiscCodec;
import chaos.dataplane.netlink.qdisc.QdiscOptions;
import chaos.linux.ports.OwnedQdiscs;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.Qdisc;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The qdiscs found on one port, from the root down the single line that our trees have.
 *
 * @param found root first; empty where the root is the kernel's default
 * @param goesOn whether the kernel put one by itself below the last, which it shows only to who asks for hidden ones
 */
record ObservedTree(List<Found> found, boolean goesOn) {

    ObservedTree {
        found = List.copyOf(found);
    }

    /**
     * One qdisc.
     *
     * @param qdisc where it is and what it counted
     * @param options its parameters; empty where the kind is none of ours
     */
    record Found(Qdisc qdisc, Optional<QdiscOptions> options) {}

    static ObservedTree of(List<Qdisc> all, int index) throws NetlinkException {
        var found = new ArrayList<Found>();
        for (var qdisc : Qdisc.chain(all, index)) {
            found.add(new Found(qdisc, QdiscCodec.read(qdisc.kind(), qdisc.options())));
        }
        return new ObservedTree(found, !found.isEmpty() && hasChild(all, index, found.get(found.size() - 1)));
    }

    private static boolean hasChild(List<Qdisc> all, int index, Found found) {
        var parent = found.qdisc().handle().onlyClass();
        return all.stream()
                .map(Qdisc::place)
                .anyMatch(place -> place.index() == index && place.parent().equals(parent));
    }

    /** The first from the root down that somebody else put there. */
    Optional<Qdisc> foreign() {
        for (var layer : found) {
            if (!OwnedQdiscs.owns(layer.qdisc())) {
                return Optional.of(layer.qdisc());
            }
        }
        return Optional.empty();
    }

    /** The root, where it is ours. */
    Optional<Qdisc> ownRoot() {
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.get(0).qdisc()).filter(OwnedQdiscs::owns);
    }

    /** What of a kind was found, with its counters. */
    Optional<Qdisc> qdisc(Handle handle) {
        for (var layer : found) {
            if (layer.qdisc().handle().equals(handle)) {
                return Optional.of(layer.qdisc());
            }
        }
        return Optional.empty();
    }

    /** As a tree of ours; empty where any qdisc in it is not. */
    Optional<QdiscTree> ours() {
        var nodes = new ArrayList<QdiscTree.Node>();
        for (var layer : found) {
            if (!OwnedQdiscs.owns(layer.qdisc()) || layer.options().isEmpty()) {
                return Optional.empty();
            }
            var place = layer.qdisc().place();
            nodes.add(new QdiscTree.Node(
                    place.handle(), place.parent(), layer.options().get()));
        }
        return Optional.of(new QdiscTree(nodes));
    }
}
