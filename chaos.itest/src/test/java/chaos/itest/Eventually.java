package chaos.itest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting on a condition, with a deadline. */
public final class Eventually {

    /** Costs nothing where the condition holds; an emulated guest on a busy machine needs minutes for one start. */
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    private static final long PAUSE_NANOS = 5_000_000;

    private Eventually() {}

    /**
     * Returns once it holds.
     *
     * @param what the condition in words, for the failure
     * @throws AssertionError if it does not hold within four minutes
     */
    public static void isTrue(String what, BooleanSupplier condition) {
        isTrue(() -> what, condition);
    }

    /** As above, where the words are known only at the end. */
    public static void isTrue(Supplier<String> what, BooleanSupplier condition) {
        var end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + DEADLINE.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
