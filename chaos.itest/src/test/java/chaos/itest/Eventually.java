package chaos.itest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting on a condition, with a deadline. */
public final class Eventually {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 5_000_000;

    private Eventually() {}

    /**
     * Returns once it holds.
     *
     * @param what the condition in words, for the failure
     * @throws AssertionError if it does not hold within a minute, which the guest without KVM may need for a start
     */
    public static void isTrue(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + DEADLINE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
