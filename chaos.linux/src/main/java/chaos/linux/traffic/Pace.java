package chaos.linux.traffic;

import chaos.api.calibration.ProbeTrain;

/**
 * When the probes of a train are due: evenly spaced from the start. One that is late does not make the next ones a
 * burst: they follow at twice the pace at most, until they have caught up.
 */
final class Pace {

    private static final double SECOND = 1e9;
    /** From here on there is no pace: as fast as it goes. */
    private static final double UNPACED = 1e9;

    private final double spacing;
    private final long start;

    /** The pace of a train that starts at a time, in nanoseconds. */
    Pace(ProbeTrain train, long start) {
        this.spacing = train.packetsPerSecond() >= UNPACED ? 0 : SECOND / train.packetsPerSecond();
        this.start = start;
    }

    /**
     * When a probe is due.
     *
     * @param number of the probe
     * @param before when the one before was sent
     */
    long due(int number, long before) {
        long even = start + (long) (number * spacing);
        return number == 0 ? even : Math.max(even, before + (long) (spacing / 2));
    }

    /** How many a second that were, of so many from the first to the last. */
    static double perSecond(long count, long first, long last) {
        return last > first ? (count - 1) * SECOND / (last - first) : 0;
    }
}
