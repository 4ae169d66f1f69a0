package chaos.dataplane.netlink;

import chaos.api.dataplane.Warning;
import chaos.dataplane.netlink.qdisc.Fifo;
import chaos.dataplane.netlink.qdisc.Netem;
import chaos.dataplane.netlink.qdisc.QdiscOptions;
import chaos.linux.ports.OwnedQdiscs;
import java.util.Optional;

/**
 * Qdiscs that let nothing pass although no impairment says so. A tbf whose child was deleted keeps noop_qdisc below it
 * ({@code net/sched/sch_tbf.c}), and whoever sends is told of success.
 */
final class BlackHole {

    private static final String REMEDY = ": nothing passes; apply the impairment again, or clear it";

    private BlackHole() {}

    static Optional<Warning> in(ObservedTree observed) {
        for (var layer : observed.found()) {
            var full = layer.options().flatMap(BlackHole::withoutRoom);
            if (full.isPresent()) {
                return full;
            }
        }
        return headless(observed);
    }

    private static Optional<Warning> headless(ObservedTree observed) {
        return isHeadless(observed)
                ? Optional.of(
                        Warning.about("/rate", Warning.NOTHING_PASSES, "tbf has no qdisc below it any more" + REMEDY))
                : Optional.empty();
    }

    /** Whether nothing is shown below a tbf: who has not asked for hidden qdiscs does not know then what is there. */
    static boolean isHeadless(ObservedTree observed) {
        int last = observed.found().size() - 1;
        return last >= 0
                && !observed.goesOn()
                && observed.found().get(last).qdisc().handle().equals(OwnedQdiscs.TBF);
    }

    private static Optional<Warning> withoutRoom(QdiscOptions options) {
        boolean queue = options instanceof Fifo fifo && fifo.limit() == 0;
        boolean emulator = options instanceof Netem netem && netem.options().limit() == 0;
        if (!queue && !emulator) {
            return Optional.empty();
        }
        String detail = options.kind() + " has room for no packet" + REMEDY;
        return Optional.of(
                queue
                        ? Warning.about("/queue", Warning.NOTHING_PASSES, detail)
                        : Warning.general(Warning.NOTHING_PASSES, detail));
    }
}
