package chaos.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that passes when a test says so; what was put off runs in the test's own thread. */
final class VirtualTimer implements LinkTimer {

    private final List<Task> tasks = new ArrayList<>();
    private long now;
    private boolean closed;

    private record Task(long at, Runnable work) {}

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized void after(Duration delay, Runnable task) {
        if (!closed) {
            tasks.add(new Task(now + delay.toNanos(), task));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        tasks.clear();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized int waiting() {
        return tasks.size();
    }

    /** Lets time pass, and runs what was due on the way, each at its moment. */
    void pass(Duration time) {
        long until = nanoTime() + time.toNanos();
        for (var due = due(until); due.isPresent(); due = due(until)) {
            due.get().work().run();
        }
        synchronized (this) {
            now = until;
        }
    }

    private synchronized Optional<Task> due(long until) {
        var next = tasks.stream().filter(task -> task.at() <= until).min(Comparator.comparingLong(Task::at));
        next.ifPresent(task -> {
            tasks.remove(task);
            now = Math.max(now, task.at());
        });
        return next;
    }
}
