package chaos.api.dataplane;

import java.util.Locale;

/** What became of the packets in flight when the state changed. */
public enum Transition {
    /** Nothing was to be changed. */
    NONE,
    /** Numbers changed in place; packets in flight stayed. */
    IN_PLACE,
    /** Layers were built anew; packets in flight were lost. */
    REBUILT;

    /** The word of the wire contract. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
