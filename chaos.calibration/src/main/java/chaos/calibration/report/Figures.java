package chaos.calibration.report;

import chaos.api.calibration.Estimate;
import chaos.api.calibration.ToleranceBand;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers with their units as people read them; the report's JSON has every digit. */
final class Figures {

    private static final MathContext DIGITS = new MathContext(6);
    private static final String NANOSECONDS = "ns";
    private static final String BITS = "bit/s";
    private static final double MEGA = 1e6;
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;

    private Figures() {}

    /** A value with its unit; nanoseconds in the unit that suits them. */
    static String of(double value, String unit) {
        if (!Double.isFinite(value)) {
            return value < 0 ? "no bound below" : "no bound above";
        }
        if (unit.equals(BITS) && Math.abs(value) >= MEGA) {
            return number(value / MEGA) + " M" + BITS;
        }
        return unit.equals(NANOSECONDS) ? time(value) : (number(value) + " " + unit).strip();
    }

    private static String time(double nanos) {
        double size = Math.abs(nanos);
        if (size >= SECOND) {
            return number(nanos / SECOND) + " s";
        }
        if (size >= MILLI) {
            return number(nanos / MILLI) + " ms";
        }
        return size >= MICRO ? number(nanos / MICRO) + " µs" : number(nanos) + " ns";
    }

    /** Six digits that count. */
    static String number(double value) {
        var rounded = new BigDecimal(value, DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
    }

    static String band(ToleranceBand band) {
        if (Double.isInfinite(band.low())) {
            return "at most " + of(band.high(), band.unit());
        }
        if (Double.isInfinite(band.high())) {
            return "at least " + of(band.low(), band.unit());
        }
        return band.low() == band.high()
                ? "exactly " + of(band.low(), band.unit())
                : of(band.low(), band.unit()) + " to " + of(band.high(), band.unit());
    }

    static String interval(Estimate estimate, String unit) {
        return of(estimate.low(), unit) + " to " + of(estimate.high(), unit);
    }

    static String percent(double share) {
        return number(share * 100) + " %";
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
