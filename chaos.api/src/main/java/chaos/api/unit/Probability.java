package chaos.api.unit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The chance that an event happens to one packet, held at the kernel's own resolution of one part in 2<sup>32</sup> - 1
 * ({@code include/uapi/linux/pkt_sched.h}, {@code tc_netem_qopt.loss}: "0=none ~0=100%"), so that what is asked for and
 * what is read back compare exactly.
 *
 * @param scaled 0 (never) to {@value #ONE} (always)
 */
public record Probability(long scaled) implements Comparable<Probability> {

    /** The scaled value of certainty. */
    public static final long ONE = 0xFFFF_FFFFL;

    /** Never. */
    public static final Probability NEVER = new Probability(0);

    /** Always. */
    public static final Probability ALWAYS = new Probability(ONE);

    /**
     * A probability from its scaled form.
     *
     * @throws IllegalArgumentException if {@code scaled} is outside 0 to {@value #ONE}
     */
    public Probability {
        if (scaled < 0 || scaled > ONE) {
            throw new IllegalArgumentException("must be 0 to " + ONE + " parts of 2^32 - 1, was " + scaled);
        }
    }

    /**
     * The nearest probability to a percentage.
     *
     * @param percent 0 to 100
     * @throws IllegalArgumentException if outside, or not a number
     */
    public static Probability ofPercent(double percent) {
        return scaledFrom(percent, 100, "0 to 100 percent");
    }

    /**
     * The nearest probability to a fraction.
     *
     * @param fraction 0.0 to 1.0
     * @throws IllegalArgumentException if outside, or not a number
     */
    public static Probability ofFraction(double fraction) {
        return scaledFrom(fraction, 1, "0 to 1");
    }

    /** Whether the event never happens. */
    public boolean isNever() {
        return scaled == 0;
    }

    /** As a percentage, 0 to 100: the shortest decimal that maps back to the same scaled value. */
    public double percent() {
        return shortest(100);
    }

    /** As a fraction, 0.0 to 1.0: the shortest decimal that maps back to the same scaled value. */
    public double fraction() {
        return shortest(1);
    }

    @Override
    public int compareTo(Probability other) {
        return Long.compare(scaled, other.scaled);
    }

    private static Probability scaledFrom(double value, int whole, String bound) {
        if (!(value >= 0 && value <= whole)) { // also refuses NaN
            throw new IllegalArgumentException("must be " + bound + ", was " + value);
        }
        return new Probability(Math.round(value / whole * ONE));
    }

    private double shortest(int whole) {
        var exact = BigDecimal.valueOf(scaled)
                .multiply(BigDecimal.valueOf(whole))
                .divide(BigDecimal.valueOf(ONE), MathContext.DECIMAL64);
        for (int digits = 1; digits < 16; digits++) {
            double candidate =
                    exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).doubleValue();
            if (candidate <= whole && scaledFrom(candidate, whole, "").scaled == scaled) {
                return candidate;
            }
        }
        return exact.doubleValue();
    }
}
