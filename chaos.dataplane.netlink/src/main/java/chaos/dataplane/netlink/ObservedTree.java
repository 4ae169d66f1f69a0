package chaos.dataplane.netlink;

import chaos.dataplane.netlink.qdisc.QdiscCodec;
import chaos.dataplane.netlink.qdisc.QdiscOptions;
import chaos.dataplane.netlink.rtnl.Handle;
import chaos.dataplane.netlink.rtnl.Qdisc;
import chaos.dataplane.netlink.wire.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The qdiscs found on one port, from the root down the single line that our trees have.
 *
 * @param found root first; empty where the root is the kernel's default
 */
record ObservedTree(List<Found> found) {

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
        var next = child(all, index, Handle.ROOT);
        // Each is found below the one before, and no longer than there are qdiscs: a loop cannot hold us.
        while (next.isPresent() && found.size() < all.size()) {
            var qdisc = next.get();
            found.add(new Found(qdisc, QdiscCodec.read(qdisc.kind(), qdisc.options())));
            next = child(all, index, qdisc.handle().onlyClass());
        }
        return new ObservedTree(found);
    }

    /** The first below a parent; the kernel's default is none. */
    private static Optional<Qdisc> child(List<Qdisc> all, int index, Handle parent) {
        for (var qdisc : all) {
            var place = qdisc.place();
            if (place.index() == index && place.parent().equals(parent) && !OwnedQdiscs.isDefault(qdisc)) {
                return Optional.of(qdisc);
            }
        }
        return Optional.empty();
    }

    /** The root, where somebody else put it there. */
    Optional<Qdisc> foreignRoot() {
        return root().filter(qdisc -> !OwnedQdiscs.owns(qdisc));
    }

    /** The first from the root down that somebody else put there. */
    Optional<Qdisc> foreign() {
        return found.stream()
                .map(Found::qdisc)
                .filter(qdisc -> !OwnedQdiscs.owns(qdisc))
                .findFirst();
    }

    /** The root, where it is ours. */
    Optional<Qdisc> ownRoot() {
        return root().filter(OwnedQdiscs::owns);
    }

    private Optional<Qdisc> root() {
        return found.stream().findFirst().map(Found::qdisc);
    }

    /** What of a kind was found, with its counters. */
    Optional<Qdisc> qdisc(Handle handle) {
        return found.stream()
                .map(Found::qdisc)
                .filter(qdisc -> qdisc.handle().equals(handle))
                .findFirst();
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
