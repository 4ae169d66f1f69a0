package chaos.api.dataplane;

/** How the state changed, and what became of the packets in flight. */
public enum Transition {
    /** Nothing was to be changed. */
    NONE("none", InFlight.NONE),
    /** Numbers changed in place; packets in flight stayed, and packets that come later may overtake them. */
    IN_PLACE("in_place", InFlight.KEPT),
    /** Numbers changed in place; packets in flight stayed, and the change lets nobody overtake them. */
    IN_PLACE_IN_ORDER("in_place", InFlight.KEPT_IN_ORDER),
    /** Layers were built anew; packets in flight were lost. */
    REBUILT("rebuilt", InFlight.LOST);

    private final String word;
    private final InFlight inFlight;

    Transition(String word, InFlight inFlight) {
        this.word = word;
        this.inFlight = inFlight;
    }

    /** The word of the wire contract; both ways of changing in place have the same. */
    public String word() {
        return word;
    }

    /** What became of the packets in flight. */
    public InFlight inFlight() {
        return inFlight;
    }
}
