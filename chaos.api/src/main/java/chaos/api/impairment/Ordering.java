package chaos.api.impairment;

import java.util.Locale;

/** Whether jitter may let packets overtake. */
public enum Ordering {
    /** Jitter may reorder. */
    ALLOW,
    /** Packets leave in the order they came, which shifts the mean of a stochastic latency. */
    PRESERVE;

    /** The word of the wire contract. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
