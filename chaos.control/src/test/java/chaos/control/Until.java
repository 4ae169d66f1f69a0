package chaos.control;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline. */
final class Until {

    private static final long DEADLINE_SECONDS = 20;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Until() {}

    static void holds(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it did not happen in " + DEADLINE_SECONDS + " s");
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
