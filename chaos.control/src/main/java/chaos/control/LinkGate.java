package chaos.control;

import chaos.api.dataplane.DataPlaneException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The one lock of a link. Changes of the state or of the plane pass alone, looks at the state together.
 *
 * <p>Lock discipline: nobody waits for the gate without a bound, whoever is inside calls planes and nothing else that
 * could call back (events are only queued), and no other lock of control is held while waiting for it. So the OSGi
 * thread that stops a plane's bundle during an operation waits at most {@link #SERVICE_PATIENCE}; if the plane does not
 * return by then, the change is made up for later and the bundle stops meanwhile.
 */
final class LinkGate {

    /** How long a client's operation waits: longer than a swap takes, shorter than a client's patience. */
    static final Duration OPERATION_PATIENCE = Duration.ofSeconds(2);

    /** How long a service change waits: longer than one operation of a plane, with its timeout, takes. */
    static final Duration SERVICE_PATIENCE = Duration.ofSeconds(4);

    /** Fair, so that a swap is not kept out by clients that come again and again. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    private final Duration operationPatience;
    private final Duration servicePatience;

    LinkGate() {
        this(OPERATION_PATIENCE, SERVICE_PATIENCE);
    }

    LinkGate(Duration operationPatience, Duration servicePatience) {
        this.operationPatience = operationPatience;
        this.servicePatience = servicePatience;
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws DataPlaneException;
    }

    /** Does a client's change, alone; {@code busy} makes the refusal if its turn does not come. */
    <T> T change(Supplier<DataPlaneException> busy, Work<T> work) throws DataPlaneException {
        return pass(lock.writeLock(), busy, work);
    }

    /** Does a client's look, beside others; {@code busy} makes the refusal if its turn does not come. */
    <T> T look(Supplier<DataPlaneException> busy, Work<T> work) throws DataPlaneException {
        return pass(lock.readLock(), busy, work);
    }

    /** Does what a service change asks for, alone; answers false if its turn did not come. */
    boolean follow(Runnable work) {
        var alone = lock.writeLock();
        if (!isIn(alone, servicePatience)) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            alone.unlock();
        }
    }

    private <T> T pass(Lock side, Supplier<DataPlaneException> busy, Work<T> work) throws DataPlaneException {
        if (!isIn(side, operationPatience)) {
            throw busy.get();
        }
        try {
            return work.run();
        } finally {
            side.unlock();
        }
    }

    private static boolean isIn(Lock side, Duration patience) {
        try {
            return side.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
