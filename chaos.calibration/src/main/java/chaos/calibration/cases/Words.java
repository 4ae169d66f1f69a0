package chaos.calibration.cases;

import java.time.Duration;
import java.util.Locale;

/** Times for computing and for people. */
public final class Words {

    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;

    private Words() {}

    /** Nanoseconds, for computing. */
    static double of(Duration time) {
        return (double) time.toNanos();
    }

    /** A time in nanoseconds as people read it. */
    public static String nanos(double nanos) {
        return Math.abs(nanos) < MILLI
                ? String.format(Locale.ROOT, "%.1f µs", nanos / MICRO)
                : String.format(Locale.ROOT, "%.3f ms", nanos / MILLI);
    }
}
