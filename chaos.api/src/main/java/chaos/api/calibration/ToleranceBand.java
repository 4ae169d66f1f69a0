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
}
