package chaos.dataplane.packet;

/**
 * How much before a packet is due the thread asks to be woken: a processor that rests takes its time to come back, and
 * how much that is depends on the machine. What is left until the packet is due is waited for actively. As long as that
 * is a small part of the time, the lead is what 19 of 20 wakings take at most, so that hardly a packet waits for a
 * processor; where packets are so many that it would be more, what three of four wakings take at least.
 */
final class WakeLead {

    /** What takes longer has other reasons than a processor that rests. */
    private static final long LONGEST = 100_000;

    /** One part in so many of the time may be waited for actively. */
    private static final int PART = 20;

    /** What may be saved up of that. */
    private static final long SAVED = 1_000_000;

    private final Taken nearlyAlways = new Taken(950, 50);
    private final Taken atLeast = new Taken(250, 750);
    private long allowance = SAVED;
    private long since;

    /** What a share of the wakings takes at most: there as many steps up go with the others' down. */
    private static final class Taken {

        private final long up;
        private final long down;
        private long nanos;

        Taken(long up, long down) {
            this.up = up;
            this.down = down;
        }

        void add(long overshoot) {
            nanos = overshoot > nanos ? Math.min(LONGEST, nanos + up) : Math.max(0, nanos - down);
        }
    }

    /**
     * How long before the time.
     *
     * @param now the time
     */
    long nanos(long now) {
        allowance = Math.min(SAVED, allowance + (now - since) / PART);
        since = now;
        return allowance > 0 ? nearlyAlways.nanos : atLeast.nanos;
    }

    /**
     * The thread was woken by the time.
     *
     * @param overshoot how long after the time it had asked for
     */
    void woke(long overshoot) {
        nearlyAlways.add(overshoot);
        atLeast.add(overshoot);
    }

    /** So long the thread has waited actively. */
    void waited(long nanos) {
        allowance -= nanos;
    }
}
