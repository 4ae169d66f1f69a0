package chaos.rig.wire;

import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.rtnl.Wiring;
import chaos.linux.wire.NetlinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the interfaces of a path were when a train began, to be compared with how they are when it has ended: the kernel
 * counts how often a link came and went, so that nothing in between is missed.
 *
 * @param ends as they were
 * @param timeout how long the kernel may take to answer
 */
record Condition(List<End> ends, Duration timeout) {

    /** What happened to them meanwhile, a sentence each. */
    List<String> changes() {
        var changes = new ArrayList<String>();
        for (var end : ends) {
            change(end).ifPresent(changes::add);
        }
        return changes;
    }

    private Optional<String> change(End end) {
        var before = end.wiring();
        try (var kernel = new Kernel(end.namespace(), timeout)) {
            return LinkRequests.wiring(kernel.route(), before.device().index())
                    .map(now -> change(end, now))
                    .orElseGet(() -> Optional.of(end.title() + " went away"));
        } catch (NetlinkException e) {
            return Optional.of(end.title() + " cannot be looked at any more: " + e.getMessage());
        }
    }

    private static Optional<String> change(End end, Wiring now) {
        var before = end.wiring();
        if (!now.device().has(Netdev.UP)) {
            return Optional.of(end.title() + " was switched off");
        }
        if (!now.device().has(Netdev.LOWER_UP) || now.carrierChanges() != before.carrierChanges()) {
            return Optional.of(end.title() + " lost its link");
        }
        return Optional.empty();
    }

    /**
     * What one of them did meanwhile.
     *
     * @param thrownAway frames that it should have sent and did not
     * @param received frames that came in
     */
    record Counted(long thrownAway, long received) {}

    /** What one of them did since; nothing if that cannot be seen. */
    Counted counted(End end) {
        var before = end.wiring();
        try (var kernel = new Kernel(end.namespace(), timeout)) {
            return LinkRequests.wiring(kernel.route(), before.device().index())
                    .map(now -> new Counted(now.thrownAway() - before.thrownAway(), now.received() - before.received()))
                    .orElse(new Counted(0, 0));
        } catch (NetlinkException e) {
            return new Counted(0, 0); // what is wrong with it says changes()
        }
    }
}
