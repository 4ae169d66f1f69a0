package chaos.gogo.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers for people: four digits that count, and the unit that suits them. */
final class Figures {

    private static final int BAR = 40;
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;

    private Figures() {}

    /**
     * One bar of a histogram.
     *
     * @param from nanoseconds
     * @param pct of all
     */
    record Bar(long from, double pct) {}

    /** A small histogram; nothing where there is but one bar. */
    static List<String> bars(List<Bar> bars) {
        double most = bars.stream().mapToDouble(Bar::pct).max().orElse(1);
        return bars.size() < 2
                ? List.of()
                : bars.stream().map(bar -> line(bar, most)).toList();
    }

    private static String line(Bar bar, double most) {
        var drawn = "#".repeat((int) Math.round(bar.pct() / most * BAR));
        return String.format(Locale.ROOT, "  %10s %5.1f%% %s", time(bar.from()), bar.pct(), drawn)
                .stripTrailing();
    }

    static String time(long nanos) {
        double size = Math.abs((double) nanos);
        if (size >= SECOND) {
            return number(nanos / SECOND) + "s";
        }
        if (size >= MILLI) {
            return number(nanos / MILLI) + "ms";
        }
        return size >= MICRO ? number(nanos / MICRO) + "us" : nanos + "ns";
    }

    /** A time with six digits that count: 40.0021ms is another result than 40.0014ms. */
    static String precise(double nanos) {
        double size = Math.abs(nanos);
        double unit = size >= SECOND ? SECOND : size >= MILLI ? MILLI : size >= MICRO ? MICRO : 1;
        var name = size >= SECOND ? "s" : size >= MILLI ? "ms" : size >= MICRO ? "us" : "ns";
        return precise(nanos / unit, name);
    }

    /** A number with six digits that count. */
    static String precise(double value, String unit) {
        return new BigDecimal(value)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString()
                + unit;
    }

    static String percent(double value) {
        return number(value) + "%";
    }

    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
