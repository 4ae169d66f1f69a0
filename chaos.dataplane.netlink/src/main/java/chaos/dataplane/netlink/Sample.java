package chaos.dataplane.netlink;

import chaos.api.dataplane.Counters;
import chaos.api.dataplane.DropCauses;
import chaos.dataplane.netlink.qdisc.Netem;
import chaos.linux.ports.OwnedQdiscs;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.Netdev;
import chaos.linux.rtnl.Qdisc;

/**
 * What one port has counted at one moment, by a tree of ours or by the port itself. Drops are told apart by layer: a
 * layer's counter includes those of the layers below, so each is a difference.
 *
 * @param tree whether a tree counted
 * @param loses whether the tree was told to lose packets
 * @param counters what left and what did not
 * @param queue dropped because the queue was full
 * @param emulated dropped by netem, which counts what the loss model took and what did not fit in one number
 * @param oversize dropped because the frame was larger than the burst
 */
record Sample(boolean tree, boolean loses, Counters counters, long queue, long emulated, long oversize) {

    /** A tree that has just been built. */
    static final Sample NEW_TREE = new Sample(true, false, Counters.ZERO, 0, 0, 0);

    static Sample of(Netdev.Sent sent) {
        return new Sample(false, false, new Counters(sent.bytes(), sent.packets(), 0, 0, 0, 0), 0, 0, 0);
    }

    /** The counters of a tree whose root is ours. */
    static Sample of(ObservedTree observed) {
        boolean loses = false;
        for (var layer : observed.found()) {
            loses |= layer.options().orElse(null) instanceof Netem netem && netem.loses();
        }
        long queue = drops(observed, OwnedQdiscs.FIFO, 0);
        long netem = drops(observed, OwnedQdiscs.NETEM, queue);
        long tbf = drops(observed, OwnedQdiscs.TBF, netem);
        return new Sample(true, loses, counters(observed), queue, netem - queue, tbf - netem);
    }

    private static Counters counters(ObservedTree observed) {
        var root = observed.found().get(0).qdisc();
        // netem counts reordered packets as requeues; kernels with a counter of that name count them here too
        long reordered = observed.qdisc(OwnedQdiscs.NETEM)
                .map(netem -> netem.counters().requeues())
                .orElse(0L);
        var counted = root.counters();
        boolean netemIsRoot = root.handle().equals(OwnedQdiscs.NETEM);
        return new Counters(
                counted.bytes(),
                counted.packets(),
                counted.drops(),
                counted.overlimits(),
                netemIsRoot ? 0 : counted.requeues(),
                reordered);
    }

    /** What a layer dropped and those below it, or what those below it dropped where there is no such layer. */
    private static long drops(ObservedTree observed, Handle handle, long below) {
        return observed.qdisc(handle)
                .map(Qdisc::counters)
                .map(counters -> counters.drops())
                .orElse(below);
    }

    /** What was counted since an earlier sample of the same tree or port. The kernel's 32-bit numbers wrap around. */
    Counters countedSince(Sample before) {
        var from = before.counters;
        return new Counters(
                counters.bytes() - from.bytes(),
                counters.packets() - from.packets(),
                wrapped(counters.drops() - from.drops()),
                wrapped(counters.overlimits() - from.overlimits()),
                wrapped(counters.requeues() - from.requeues()),
                wrapped(counters.reordered() - from.reordered()));
    }

    /** What was dropped since an earlier sample, by cause. */
    DropCauses droppedSince(Sample before) {
        int lost = wrapped(emulated - before.emulated);
        return new DropCauses(
                loses ? lost : 0, wrapped(queue - before.queue), loses ? 0 : lost, wrapped(oversize - before.oversize));
    }

    /** Whether counters went back, as they do when somebody built the same tree anew. */
    boolean isBefore(Sample other) {
        return counters.bytes() < other.counters.bytes() || counters.packets() < other.counters.packets();
    }

    private static int wrapped(long difference) {
        return (int) difference;
    }
}
