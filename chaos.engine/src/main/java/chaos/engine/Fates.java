package chaos.engine;

/**
 * Is told what becomes of each packet. A packet has one fate, and so has each copy that is made of it. Fates come in
 * the order in which they are decided: without a rate, a queue or a limit that is when the packet is offered, so that
 * later ones may be told first to come out; otherwise when it comes out.
 */
public interface Fates {

    /** The bit of a packet that was not corrupted. */
    int NO_BIT = Corrupter.NO_BIT;

    /**
     * A packet comes out.
     *
     * @param packet its number, as {@link Engine#offer} gave it
     * @param copy whether it is the second copy that duplication made
     * @param at when, in nanoseconds
     * @param corruptedBit the bit that is flipped, counted from the first of the packet, or {@link #NO_BIT}: bit n is
     *     {@code 1 << n % 8} of byte n / 8, the order in which Ethernet sends them; with a bit-error rate it is the
     *     first, and {@link Engine#nextCorruptedBit} tells the others
     */
    void delivered(long packet, boolean copy, long at, int corruptedBit);

    /**
     * A second copy of a packet is made, which has a fate of its own. Told before any fate of the copy.
     *
     * @param packet its number
     */
    default void copied(long packet) {}

    /**
     * A packet does not come out.
     *
     * @param packet its number
     * @param copy whether it is the second copy that duplication made
     * @param at when it was dropped, in nanoseconds
     * @param cause why
     */
    void dropped(long packet, boolean copy, long at, DropCause cause);
}
