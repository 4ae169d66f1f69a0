package chaos.api.unit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers held as parts of 2^32 - 1, and the shortest decimals that stand for them. */
final class Scaled {

    static final long ONE = 0xFFFF_FFFFL;

    private static final int DOUBLE_DIGITS = 17;

    private Scaled() {}

    /** The nearest scaled value to {@code value} parts of {@code whole}; {@code bound} is for the refusal. */
    static long nearest(double value, int whole, String bound) {
        if (!(value >= 0 && value <= whole)) { // also refuses NaN
            throw new IllegalArgumentException("must be " + bound + ", was " + value);
        }
        return Math.round(value / whole * ONE);
    }

    /** The decimal with the fewest digits that {@link #nearest} maps to {@code scaled}, so that 1 % reads back as 1. */
    static double shortest(long scaled, int whole) {
        var exact = BigDecimal.valueOf(scaled)
                .multiply(BigDecimal.valueOf(whole))
                .divide(BigDecimal.valueOf(ONE), MathContext.DECIMAL64);
        for (int digits = 1; digits < DOUBLE_DIGITS; digits++) {
            var rounding = new MathContext(digits, RoundingMode.HALF_EVEN);
            double candidate = exact.round(rounding).doubleValue();
            if (candidate <= whole && Math.round(candidate / whole * ONE) == scaled) {
                return candidate;
            }
        }
        return exact.doubleValue();
    }
}
