package chaos.api.dataplane;

import java.util.Locale;

/** What a change of the state meant for the packets that were in flight. */
public enum InFlight {
    /** Nothing was changed, so nothing happened to them. */
    NONE,
    /** They keep the times at which they are due; packets that come later may come out before them. */
    KEPT,
    /** They keep the times at which they are due, and packets that come later come out after them. */
    KEPT_IN_ORDER,
    /** They were lost. */
    LOST;

    /** The word of the wire contract, for example {@code kept_in_order}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
