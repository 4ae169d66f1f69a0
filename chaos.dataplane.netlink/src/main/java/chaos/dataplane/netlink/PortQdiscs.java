package chaos.dataplane.netlink;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Layer;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.linux.Errno;
import chaos.linux.ports.OwnedQdiscs;
import chaos.linux.ports.Trouble;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.rtnl.Qdisc;
import chaos.linux.rtnl.QdiscRequests;
import chaos.linux.rtnl.TcMessage;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Conversation.Step;
import chaos.linux.wire.NetlinkException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The qdiscs of one port, while it is ours: builds, changes, reads and removes them, and counts. */
final class PortQdiscs {

    private static final Logger LOG = LoggerFactory.getLogger(PortQdiscs.class);

    private final Conversation kernel;
    private final Conversation narrow;
    private final Clock clock;
    private final Direction direction;
    private final Netdev port;
    private final Tally tally;
    private QdiscTree programmed = QdiscTree.EMPTY;
    /** Whether somebody else's was among the qdiscs at the last look. */
    private boolean mixed;

    /** The qdiscs of a port that has none of ours yet. */
    PortQdiscs(Conversation kernel, Clock clock, Direction direction, Netdev port) {
        this.kernel = kernel;
        this.narrow = kernel.narrow();
        this.clock = clock;
        this.direction = direction;
        this.port = port;
        this.tally = new Tally(Sample.of(port.sent()));
    }

    Netdev port() {
        return port;
    }

    /** What was put on the port last. */
    QdiscTree programmed() {
        return programmed;
    }

    /**
     * What was done.
     *
     * @param transition what became of the packets in flight
     * @param shown what the kernel listed after the change, where that was asked for in the same exchange
     */
    record Held(Transition transition, Optional<ObservedTree> shown) {}

    /** Makes a tree the whole of what is on the port. */
    Held hold(QdiscTree target) throws NetlinkException, DataPlaneException {
        var shown = canBeChangedUnseen(target) ? changeUnseen(target) : Optional.<ObservedTree>empty();
        var transition = shown.isPresent() ? Transition.IN_PLACE : seen(target);
        programmed = target.withoutSeed();
        return new Held(transition, shown);
    }

    private Transition seen(QdiscTree target) throws NetlinkException, DataPlaneException {
        var trouble = Trouble.at(target.nodes().isEmpty() ? "clear" : "apply", direction);
        var observed = look(trouble);
        if (observed.foreign().isPresent()) {
            throw OwnedQdiscs.foreign(trouble, port, observed.foreign().get());
        }
        var before = observed.ours();
        // What no read-back shows is sent again: it may be another by now.
        if (before.isPresent() && isHeld(before.get(), target) && !target.tellsMoreThanIsShown()) {
            return Transition.NONE;
        }
        boolean inPlace =
                before.isPresent() && (target.hasLayersOf(before.get()) || target.addsQueueUnderNetem(before.get()));
        program(inPlace ? change(target, before.get()) : rebuild(target, observed));
        if (!inPlace) {
            tally.treeIsNew();
        }
        return inPlace ? Transition.IN_PLACE : Transition.REBUILT;
    }

    /**
     * Whether other numbers may be sent without a look first. A change names interface, parent, handle and kind, and
     * the kernel refuses it where one of them is another; but whether drops are losses must not change unseen. Nor is
     * anything changed above a qdisc of somebody else's that is known of: tbf would write its limit into it.
     */
    private boolean canBeChangedUnseen(QdiscTree target) {
        return !mixed
                && !programmed.nodes().isEmpty()
                && target.hasLayersOf(programmed)
                && !target.equals(programmed)
                && target.loses() == programmed.loses();
    }

    /** Changes and looks in one go; empty where the port does not hold the target afterwards. */
    private Optional<ObservedTree> changeUnseen(QdiscTree target) throws NetlinkException, DataPlaneException {
        var steps = change(target, programmed);
        steps.add(QdiscRequests.listing());
        var answers = narrow.gather(steps);
        var last = answers.get(answers.size() - 1);
        var shown = holding(ObservedTree.of(QdiscRequests.read(last, port.index()), port.index()), target);
        for (var answer : answers) {
            if (answer.refusal().isPresent()) {
                return Optional.empty();
            }
        }
        return shown.isPresent() || narrow == kernel ? shown : holding(observe(kernel), target);
    }

    /** What was seen, where it holds the target. */
    private Optional<ObservedTree> holding(ObservedTree observed, QdiscTree target)
            throws NetlinkException, DataPlaneException {
        if (observed.foreign().isPresent()) {
            throw cameMeanwhile(observed, observed.foreign().get());
        }
        boolean held = observed.ours().filter(found -> isHeld(found, target)).isPresent();
        return held ? Optional.of(observed) : Optional.empty();
    }

    /**
     * Somebody put a qdisc below ours since the last look. What was changed above it is put back; tbf has written its
     * limit into a fifo right below it, and nobody knows what that was before.
     */
    private DataPlaneException cameMeanwhile(ObservedTree observed, Qdisc foreign) throws NetlinkException {
        mixed = true;
        var ours = new ArrayList<Step>();
        for (var node : programmed.nodes()) {
            if (observed.qdisc(node.handle()).isPresent()) {
                var options = node.options();
                ours.add(QdiscRequests.change(place(node.handle(), node.parent()), options.kind(), options::write));
            }
        }
        kernel.gather(ours);
        var trouble = Trouble.at("apply", direction);
        return trouble.because(
                Reason.FOREIGN,
                OwnedQdiscs.foreign(trouble, port, foreign).detail()
                        + "; it came just now, and while what is above it was put back, its limit may be another one");
    }

    /** Whether the kernel holds these numbers already, each in its own units. */
    private static boolean isHeld(QdiscTree found, QdiscTree target) {
        if (!target.hasLayersOf(found)) {
            return false;
        }
        for (int i = 0; i < target.nodes().size(); i++) {
            if (!target.nodes().get(i).options().holdsSame(found.nodes().get(i).options())) {
                return false;
            }
        }
        return true;
    }

    private List<Step> change(QdiscTree target, QdiscTree before) {
        var steps = new ArrayList<Step>();
        for (int i = 0; i < target.nodes().size(); i++) {
            var node = target.nodes().get(i);
            var place = place(node.handle(), node.parent());
            var options = node.options();
            steps.add(
                    i < before.nodes().size()
                            ? QdiscRequests.change(place, options.kind(), options::write)
                            : QdiscRequests.add(place, options.kind(), options::write));
        }
        return steps;
    }

    /** From the root to the leaf; the old root goes with all that is below it, a child is never removed alone. */
    private List<Step> rebuild(QdiscTree target, ObservedTree observed) {
        var steps = new ArrayList<Step>();
        observed.ownRoot().ifPresent(root -> steps.add(QdiscRequests.delete(root.place(), root.kind())));
        for (var node : target.nodes()) {
            var options = node.options();
            steps.add(QdiscRequests.add(place(node.handle(), node.parent()), options.kind(), options::write));
        }
        return steps;
    }

    private TcMessage place(Handle handle, Handle parent) {
        return new TcMessage(port.index(), handle, parent);
    }

    /** All steps in one exchange; after a refusal the port gets back what it had. */
    private void program(List<Step> steps) throws NetlinkException {
        try {
            kernel.perform(steps);
        } catch (NetlinkException e) {
            if (e.kind() == NetlinkException.Kind.REFUSED) {
                rollBack(e);
            }
            throw e;
        }
    }

    private void rollBack(NetlinkException cause) {
        try {
            var now = observe();
            if (now.ours().filter(programmed::hasLayersOf).isPresent()) {
                kernel.perform(change(programmed, programmed));
            } else if (now.foreign().isEmpty()) {
                kernel.perform(rebuild(programmed, now));
                tally.treeIsNew();
            }
        } catch (NetlinkException e) {
            cause.addSuppressed(e);
        }
    }

    /** What is on the port now, in the words of a hint where they fit. */
    ReadBack read(Impairment hint) throws NetlinkException, DataPlaneException {
        var observed = look(Trouble.at("read", direction));
        if (BlackHole.isHeadless(observed)) {
            observed = ObservedTree.of(QdiscRequests.listWithHidden(kernel, port.index()), port.index());
        }
        return TreeReading.of(observed, hint, clock.instant());
    }

    QdiscStats stats() throws NetlinkException, DataPlaneException {
        var observed = look(Trouble.at("stats", direction));
        var root = observed.ownRoot().map(Qdisc::counters);
        var layers = new ArrayList<Layer>();
        for (var layer : observed.found()) {
            layers.add(LayerCounters.layer(layer.qdisc()));
        }
        return new QdiscStats(
                direction,
                clock.instant(),
                tally.counters(),
                root.map(counters -> counters.backlog()).orElse(0L),
                root.map(counters -> counters.waiting()).orElse(0L),
                tally.causes(),
                layers);
    }

    /** What is on the port, counted; a port without a tree of ours is asked whether it is still there. */
    private ObservedTree look(Trouble trouble) throws NetlinkException, DataPlaneException {
        var observed = observe();
        mixed = observed.foreign().isPresent();
        if (observed.ownRoot().isPresent()) {
            tally.take(Sample.of(observed));
            return observed;
        }
        var device = LinkRequests.find(kernel, port.index())
                .orElseThrow(() -> trouble.because(
                        Reason.NO_SUCH_PORT,
                        "interface " + port.name() + " went away; bring it back, and the link takes it again"));
        tally.take(Sample.of(device.sent()));
        return observed;
    }

    /** A narrow answer may lack what is too long for it: it counts where it shows what was put there, and no more. */
    private ObservedTree observe() throws NetlinkException {
        if (narrow != kernel && !programmed.nodes().isEmpty()) {
            var seen = observe(narrow);
            if (seen.ours().filter(programmed::hasLayersOf).isPresent()) {
                return seen;
            }
        }
        return observe(kernel);
    }

    private ObservedTree observe(Conversation by) throws NetlinkException {
        return ObservedTree.of(QdiscRequests.list(by, port.index()), port.index());
    }

    /** Removes what is ours, and what hangs below it; a port that went away has nothing left. */
    void release() throws NetlinkException {
        var observed = observe();
        if (observed.ownRoot().isPresent()) {
            observed.foreign()
                    .ifPresent(qdisc -> LOG.warn(
                            "port={} qdisc {} {} at {}, which CHAOS did not put there, goes with the tree it is in",
                            port.name(),
                            qdisc.kind(),
                            qdisc.handle(),
                            qdisc.place().parent()));
            try {
                kernel.perform(rebuild(QdiscTree.EMPTY, observed));
            } catch (NetlinkException e) {
                if (!e.refusedWith(Errno.ENODEV) && !e.refusedWith(Errno.ENOENT)) {
                    throw e;
                }
            }
        }
    }
}
