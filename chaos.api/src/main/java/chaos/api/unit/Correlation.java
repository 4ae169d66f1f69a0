package chaos.api.unit;

/**
 * How much the previous draw decides the next one, at the resolution of {@link Probability}.
 *
 * @param scaled 0 (independent) to just below {@link Probability#ONE}
 */
public record Correlation(long scaled) {

    /** Every draw on its own. */
    public static final Correlation NONE = new Correlation(0);

    /**
     * A correlation from its scaled form.
     *
     * @throws IllegalArgumentException if negative, or 1 and above
     */
    public Correlation {
        if (scaled < 0 || scaled >= Scaled.ONE) {
            throw new IllegalArgumentException("must be 0 to below 1, was " + (double) scaled / Scaled.ONE);
        }
    }

    /**
     * The nearest correlation to a fraction.
     *
     * @param fraction 0.0 to below 1.0
     * @throws IllegalArgumentException if outside, or not a number
     */
    public static Correlation ofFraction(double fraction) {
        return new Correlation(Scaled.nearest(fraction, 1, "0 to below 1"));
    }

    /** Whether every draw stands on its own. */
    public boolean isNone() {
        return scaled == 0;
    }

    /** As a fraction: the shortest decimal that maps back to the same scaled value. */
    public double fraction() {
        return Scaled.shortest(scaled, 1);
    }

    @Override
    public String toString() {
        return Quantity.plain(fraction());
    }
}
