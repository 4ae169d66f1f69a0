package chaos.dataplane.packet;

import org.HdrHistogram.Histogram;

/**
 * What the plane adds to the time of each packet that leaves: beyond what was asked, and beyond when it was due. Each
 * within 1 %. Written by the thread of a direction.
 */
final class Delays {

    /** The longest that is told apart: what takes longer counts as this. */
    private static final long LONGEST = 100_000_000_000L;

    private static final int DIGITS = 2;
    private static final int MUCH = 10;
    private static final int SOME = 3;
    private static final int A_SHARE = 100;

    private final Histogram added = new Histogram(LONGEST, DIGITS);
    private final Histogram lateness = new Histogram(LONGEST, DIGITS);
    /** Since the last that was told, or forgotten. */
    private long packets;

    private long latest;
    private long latePackets;
    private final long bound;

    /**
     * Delays that are watched.
     *
     * @param bound how long after it is due a packet may leave; {@value #MUCH} times that is much
     */
    Delays(long bound) {
        this.bound = bound;
    }

    /**
     * A packet has left.
     *
     * @param arrived when it came in
     * @param offered when the engine took it
     * @param due when the engine let it go
     * @param sent when it was sent
     */
    void left(long arrived, long offered, long due, long sent) {
        long late = Math.max(0, sent - due);
        long more = late + offered - arrived;
        added.recordValue(Math.min(LONGEST, more));
        if (due > offered) {
            lateness.recordValue(Math.min(LONGEST, late));
        }
        // A packet that is due at once waits for those before it: that is load, and no fault unless it is much.
        long allowed = due > offered ? bound : MUCH * bound;
        packets++;
        if (more > allowed) {
            latePackets++;
            latest = Math.max(latest, more);
        }
    }

    /** Counts on from what was recorded before. */
    void continueFrom(Delays before) {
        added.add(before.added);
        lateness.add(before.lateness);
    }

    /**
     * Whether late packets are more than the odd one that every machine has now and then: one was late by much, or some
     * were that are a share of all.
     */
    boolean isLate() {
        return latePackets > 0 && (latest >= MUCH * bound || (latePackets >= SOME && latePackets * A_SHARE >= packets));
    }

    /** Whether enough packets left in time that a few late ones among them can be forgotten. */
    boolean isInTime() {
        return packets >= SOME * A_SHARE && !isLate();
    }

    /** Packets that were late. */
    long latePackets() {
        return latePackets;
    }

    /** How late the latest of them was. */
    long latest() {
        return latest;
    }

    /** Begins to count late packets anew. */
    void forget() {
        packets = 0;
        latePackets = 0;
        latest = 0;
    }

    Histogram added() {
        return added.copy();
    }

    Histogram lateness() {
        return lateness.copy();
    }
}
