package chaos.linux.wire;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A thread that does one thing after the other, for callers who wait for it only as long as they want to. Both sides
 * look for each other for a moment before they sleep: to wake a thread takes longer than the kernel takes to answer.
 */
final class Handoff {

    /** Some tens of microseconds; none where looking would keep the other side from running. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 500 : 0;

    /** On a busy machine the other side may wait for the processor of the one that looks. */
    private static final int LOOKS_A_YIELD = 8;

    private final Queue<FutureTask<?>> work = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    /** Whether the thread must be woken. */
    private volatile boolean asleep;

    private boolean closed;
    /** Of the thread alone. */
    private boolean ended;

    Handoff(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    private void run() {
        while (!ended) {
            look(() -> !work.isEmpty());
            asleep = true;
            while (work.isEmpty()) {
                LockSupport.park(this);
            }
            asleep = false;
            work.remove().run();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint is all that is wanted: right without it, slower on a busy machine
    private static void look(BooleanSupplier there) {
        for (int i = 1; i <= LOOKS && !there.getAsBoolean(); i++) {
            if (i % LOOKS_A_YIELD == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /**
     * Does it on the thread and waits for it. An interrupt is kept for later: half a change is worse.
     *
     * @param deadline in {@link System#nanoTime}
     * @throws TimeoutException if it is not done by then; it goes on
     * @throws ExecutionException if it failed
     */
    <T> T call(Callable<T> task, long deadline) throws ExecutionException, TimeoutException {
        var called = new FutureTask<>(task);
        submit(called);
        look(called::isDone);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return called.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void submit(FutureTask<?> task) {
        if (closed) {
            throw new RejectedExecutionException(thread.getName() + " is closed");
        }
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        work.add(task);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /** Ends the thread after all that it still has to do, and after this; what comes later is rejected. */
    synchronized void close(Runnable last) {
        if (closed) {
            return;
        }
        submit(new FutureTask<>(
                () -> {
                    last.run();
                    ended = true;
                },
                true));
        closed = true;
    }
}
