package chaos.calibration.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** How sure a run must be: one false alarm in a thousand for each interval, on both sides together. */
public final class Confidence {

    /** The level of every interval. */
    public static final double LEVEL = 0.999;

    /** The chance that an interval misses what it is for. */
    public static final double ALPHA = 1 - LEVEL;

    /** So many standard errors the interval of a normal quantity reaches to either side: 3.29. */
    public static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(ALPHA / 2);

    private Confidence() {}
}
