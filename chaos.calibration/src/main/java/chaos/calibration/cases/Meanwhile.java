package chaos.calibration.cases;

import chaos.api.calibration.Measurement;
import chaos.api.calibration.RigException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A measurement in a thread of its own, while something else is done here again and again until it has ended: how long
 * a rig takes before its first probe is its own affair.
 */
final class Meanwhile {

    private static final long PAUSE = 100;

    private final FutureTask<Measurement> task;
    private final Thread thread;

    /** What is measured. */
    @FunctionalInterface
    interface Measuring {
        Measurement measure() throws RigException, InterruptedException;
    }

    /** What is done meanwhile. */
    @FunctionalInterface
    interface Doing {
        void run() throws CannotHoldException, LinkException;
    }

    private Meanwhile(FutureTask<Measurement> task) {
        this.task = task;
        this.thread = new Thread(task, "calibration train");
        thread.setDaemon(true);
    }

    static Meanwhile of(Measuring measuring) {
        return new Meanwhile(new FutureTask<>(measuring::measure));
    }

    /** Both; where the other thing fails, or this thread is interrupted, the measurement is cancelled and awaited. */
    Measurement during(Doing doing) throws CannotHoldException, LinkException, RigException, InterruptedException {
        thread.start();
        boolean whole = false;
        try {
            doing.run();
            while (!hasEnded()) {
                doing.run();
            }
            whole = true;
            return task.get();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            if (!whole) {
                thread.interrupt();
                awaitEnd();
            }
        }
    }

    /** In a pause, so that what is done does not keep the processors from the measurement. */
    private boolean hasEnded() throws ExecutionException, InterruptedException {
        try {
            task.get(PAUSE, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static RigException rethrown(Throwable cause) throws InterruptedException {
        if (cause instanceof RigException failure) {
            return failure;
        }
        if (cause instanceof InterruptedException cancelled) {
            throw cancelled;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    /** The next train must find the rig free. */
    private void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
