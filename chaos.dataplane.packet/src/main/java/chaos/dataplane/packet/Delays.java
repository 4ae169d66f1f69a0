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

    private final Histogram added = new Histogram(LONGEST, DIGITS);
    private final Histogram lateness = new Histogram(LONGEST, DIGITS);
    private long latest;
    private long latePackets;
    private final long bound;

    /** Delays that are watched. */
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
        // Whoever was asleep when a packet came took it late, and then lets it go at a time that is too late.
        if (more > bound) {
            latePackets++;
            latest = Math.max(latest, more);
        }
    }

    /** Counts on from what was recorded before. */
    void continueFrom(Delays before) {
        added.add(before.added);
        lateness.add(before.lateness);
    }

    boolean hasLatePackets() {
        return latePackets > 0;
    }

    /** Packets that were late by more than the bound since this was last asked. */
    long takeLatePackets() {
        long count = latePackets;
        latePackets = 0;
        return count;
    }

    /** How late the latest of them was. */
    long takeLatest() {
        long most = latest;
        latest = 0;
        return most;
    }

    Histogram added() {
        return added.copy();
    }

    Histogram lateness() {
        return lateness.copy();
    }
}
