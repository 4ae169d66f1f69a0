package chaos.dataplane.netlink.qdisc;

/**
 * What netem can be told and no document asks for.
 *
 * @param ecn whether it marks instead of losing
 * @param slot whether packets go in bunches
 * @param others attributes that were present and that nobody here knows
 */
public record NetemRest(boolean ecn, NetemSlot slot, UnknownAttributes others) {

    /** None of it. */
    public static final NetemRest NONE = new NetemRest(false, NetemSlot.NONE, UnknownAttributes.NONE);

    /** What nobody here knows was never told, and a newer kernel may show it always. */
    boolean holdsSame(NetemRest shown) {
        return ecn == shown.ecn && slot.equals(shown.slot);
    }
}
