package chaos.api.unit;

import java.time.Duration;
import java.util.Map;

/** Durations as people write them: {@code 40ms}, {@code 1.5s}, {@code 250us}. */
public final class DurationText {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final Map<String, Long> UNITS = Map.of("ns", 1L, "us", MICRO, "ms", MILLI, "s", SECOND);

    private DurationText() {}

    /**
     * A duration from text with a unit: {@code ns}, {@code us}, {@code ms} or {@code s}. A number alone is refused,
     * because nobody agrees on what it means.
     *
     * @throws IllegalArgumentException if it has no known unit, or is finer than a nanosecond
     */
    public static Duration parse(String text) {
        return Duration.ofNanos(Quantity.parse(text, UNITS, "a duration such as 40ms (ns, us, ms, s)"));
    }

    /** The duration in the largest unit that is not above it, exact, for example {@code 40ms}. */
    public static String print(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos >= SECOND) {
            return Quantity.scaled(nanos, SECOND) + "s";
        }
        if (nanos >= MILLI) {
            return Quantity.scaled(nanos, MILLI) + "ms";
        }
        return nanos >= MICRO ? Quantity.scaled(nanos, MICRO) + "us" : nanos + "ns";
    }
}
