package chaos.control;

import chaos.api.link.LinkName;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time, with one thread that starts when something is first to be run later. */
final class ThreadTimer implements LinkTimer {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadTimer.class);

    private final ScheduledThreadPoolExecutor thread;

    ThreadTimer(LinkName link) {
        thread = new ScheduledThreadPoolExecutor(1, work -> named(work, link), new ThreadPoolExecutor.DiscardPolicy()) {
            @Override
            protected void afterExecute(Runnable task, Throwable thrown) {
                super.afterExecute(task, thrown);
                report(task);
            }
        };
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
    }

    private static Thread named(Runnable work, LinkName link) {
        var thread = new Thread(work, "chaos-link-" + link);
        thread.setDaemon(true);
        return thread;
    }

    /** The executor keeps what a task throws in the task's future, where nobody would look. */
    private static void report(Runnable task) {
        if (!(task instanceof Future<?> future) || !future.isDone() || future.isCancelled()) {
            return;
        }
        try {
            future.get();
        } catch (ExecutionException e) {
            LOG.error("a timed task of control failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void after(Duration delay, Runnable task) {
        var unused = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
