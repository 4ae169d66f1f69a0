package chaos.calibration.statistics;

import chaos.api.calibration.Estimate;
import java.util.OptionalLong;

/** How many samples a band needs, so that what is exactly as it should be fails once in a thousand. */
public final class SampleSize {

    /** Beyond this nobody waits for it. */
    private static final double MOST = 1e15;

    private SampleSize() {}

    /**
     * For a share: p (1 - p) (z / half)².
     *
     * @param share the expected one, as a fraction
     * @param half half the width of the band, as a fraction
     */
    public static long forShare(double share, double half) {
        return up(share * (1 - share) * square(Confidence.Z / half));
    }

    /** For a share that is to be known to so much of itself. */
    public static long forShareWithin(double share, double relative) {
        return forShare(share, share * relative);
    }

    /** For the mean of values of this standard deviation. */
    public static long forMean(double deviation, double half) {
        return up(square(Confidence.Z * deviation / half));
    }

    /** For a normal standard deviation that is to be known to so much of itself. */
    public static long forDeviation(double relative) {
        return up(square(Confidence.Z / relative) / 2);
    }

    /**
     * For what was measured less something else that was: so many that the interval of the difference, with the first
     * one's as wide as it was seen to be, is no wider than the band.
     *
     * @param measured more samples make its interval narrower
     * @param fixed they leave this one's as it is
     * @param half half the width of the band
     * @return empty if no number is enough, because the other's interval alone is as wide as the band
     */
    public static OptionalLong forDifference(Estimate measured, Estimate fixed, double half) {
        double room = square(half) - square(reach(fixed));
        return room > 0
                ? OptionalLong.of(up(Math.min(MOST, measured.samples() * square(reach(measured)) / room)))
                : OptionalLong.empty();
    }

    private static double reach(Estimate estimate) {
        return (estimate.high() - estimate.low()) / 2;
    }

    /** For the mean length of bursts that end with this chance a packet, known to so much of itself. */
    public static long forBursts(double leave, double relative) {
        return up(square(Confidence.Z / relative) * (1 - leave));
    }

    /**
     * For a quantile: so many that one lies beyond it at this confidence, and its interval ends at values that were
     * seen.
     *
     * @param beyond the share that lies on the thinner side, as a fraction
     */
    public static long forQuantile(double beyond) {
        return up(Math.log(Confidence.ALPHA / 2) / Math.log1p(-beyond));
    }

    /** For something that must not happen: so many that it is seen if it happens to this share of them. */
    public static long forNone(double share) {
        return up(Math.log(Confidence.ALPHA) / Math.log1p(-share));
    }

    /**
     * For two samples of the same size: so many of each that a shape counts as another one if the two distributions lie
     * so far apart (the limit of N. Smirnov, 1948).
     *
     * @param apart the largest difference of the two, as a fraction
     */
    public static long forShape(double apart) {
        return up(-Math.log(Confidence.ALPHA / 2) / square(apart));
    }

    private static double square(double value) {
        return value * value;
    }

    private static long up(double value) {
        return Math.max(1, (long) Math.ceil(value));
    }
}
