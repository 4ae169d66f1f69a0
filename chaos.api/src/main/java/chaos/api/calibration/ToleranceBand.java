package chaos.api.calibration;

/**
 * The interval a measurement must fall in.
 *
 * @param low the lower bound
 * @param high the upper bound, not below the lower
 * @param unit for example {@code ns} or {@code percentage points}
 */
public record ToleranceBand(double low, double high, String unit) {

    /**
     * A band.
     *
     * @throws IllegalArgumentException if a bound is not a number or the bounds are swapped
     */
    public ToleranceBand {
        if (!(low <= high)) { // also refuses NaN
            throw new IllegalArgumentException("low must be at most high, was " + low + " to " + high);
        }
    }

    /** Whether a value lies in the band, its bounds included. */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }

    /**
     * Where a value lies, to draw it: from -1 at the lower bound over 0 in the middle to 1 at the upper, and on beyond
     * them. Without a bound zero or, on the other side of zero, twice the other bound stands in for it; in a band of
     * one point that point is 0 and everything else beyond 1.
     */
    public double position(double value) {
        if (Double.isInfinite(low) && Double.isInfinite(high)) {
            return 0;
        }
        double from = Double.isFinite(low) ? low : Math.min(0, 2 * high);
        double to = Double.isFinite(high) ? high : Math.max(0, 2 * low);
        double away = value - (from + to) / 2;
        return from == to ? Math.signum(away) * (away == 0 ? 0 : 1 + Math.abs(away)) : away / ((to - from) / 2);
    }
}
