package chaos.api.dataplane;

import java.util.Locale;

/** A part of an impairment whose draws may be correlated. */
public enum CorrelatedPart {
    /** Latency. */
    LATENCY,
    /** Loss. */
    LOSS,
    /** Duplication. */
    DUPLICATION,
    /** Reordering. */
    REORDERING,
    /** Corruption. */
    CORRUPTION;

    /** The word of the wire contract. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
