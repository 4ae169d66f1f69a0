package chaos.dataplane.packet;

/**
 * How much before a packet is due the thread asks to be woken: a processor that rests takes its time to come back, and
 * how much that is depends on the machine. It is the time that three of four wakings take at least, so that little is
 * waited for actively.
 */
final class WakeLead {

    /** What takes longer has other reasons than a processor that rests. */
    private static final long LONGEST = 100_000;

    private static final long STEP = 1000;
    private static final int LATER = 1;
    private static final int SOONER = 3;

    private long nanos;

    long nanos() {
        return nanos;
    }

    /**
     * The thread was woken by the time.
     *
     * @param overshoot how long after the time it had asked for
     */
    void woke(long overshoot) {
        nanos = overshoot > nanos ? Math.min(LONGEST, nanos + LATER * STEP) : Math.max(0, nanos - SOONER * STEP);
    }
}
