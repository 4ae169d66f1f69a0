package chaos.dataplane.netlink;

import chaos.api.dataplane.Counters;
import chaos.api.dataplane.DropCauses;

/**
 * What a direction has counted since it was attached. A qdisc's counters go with it, so differences are added up:
 * what a tree counted stays when the tree goes, and while there is none of ours the port's transmit counters count.
 */
final class Tally {

    private Counters counters = Counters.ZERO;
    private DropCauses causes = DropCauses.ZERO;
    private Sample last;

    /** Starts at zero. */
    Tally(Sample start) {
        last = start;
    }

    /** Adds what was counted since the last sample. */
    void take(Sample now) {
        if (now.tree() != last.tree() || now.isBefore(last)) {
            last = now.tree() ? Sample.NEW_TREE : now;
        }
        counters = counters.plus(now.countedSince(last));
        causes = causes.plus(now.droppedSince(last));
        last = now;
    }

    /** The next sample is of a tree that was just built. */
    void treeIsNew() {
        last = Sample.NEW_TREE;
    }

    Counters counters() {
        return counters;
    }

    DropCauses causes() {
        return causes;
    }
}
