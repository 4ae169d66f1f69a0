package chaos.json;

import java.time.Instant;

/** Moments as nanoseconds since the Unix epoch, which 64 bits hold until the year 2262. */
final class Times {

    private static final long SECOND = 1_000_000_000;

    private Times() {}

    static Instant moment(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    static long nanos(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), SECOND), moment.getNano());
    }
}
