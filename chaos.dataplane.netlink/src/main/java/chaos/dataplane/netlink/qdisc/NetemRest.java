package chaos.dataplane.netlink.qdisc;

import java.util.Set;

/**
 * What netem can be told and no document asks for.
 *
 * @param ecn whether it marks instead of losing
 * @param slot whether packets go in bunches
 * @param others attributes that were present and that nobody here knows, by number
 */
public record NetemRest(boolean ecn, NetemSlot slot, Set<Integer> others) {

    /** None of it. */
    public static final NetemRest NONE = new NetemRest(false, NetemSlot.NONE, Set.of());

    /** The rest; the set is copied. */
    public NetemRest {
        others = Set.copyOf(others);
    }
}
