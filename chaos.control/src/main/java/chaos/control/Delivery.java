package chaos.control;

import chaos.api.event.ChaosEvent;
import chaos.api.event.EventListener;
import chaos.api.link.LinkName;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that one listener has still to hear. Of what it cannot keep up with, the oldest are dropped; it sees the
 * gap in the sequence numbers.
 */
final class Delivery {

    /** Enough for every event of some minutes of scripted changes; at a few hundred bytes each, no burden. */
    static final int CAPACITY = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long CLOSE_MILLIS = 1000;

    private final Optional<LinkName> link;
    private final EventListener listener;
    private final Executor threads;
    private final Queue<ChaosEvent> waiting = new ArrayDeque<>();
    private final ReentrantLock listening = new ReentrantLock();
    private boolean running;
    private boolean dropping;
    private boolean finished;
    private volatile boolean closed;

    Delivery(Optional<LinkName> link, EventListener listener, Executor threads) {
        this.link = link;
        this.listener = listener;
        this.threads = threads;
    }

    /** Takes an event, at once; the listener hears it later. */
    synchronized void offer(ChaosEvent event) {
        if (closed || finished || !link.map(event.stamp().link()::equals).orElse(true)) {
            return;
        }
        if (waiting.size() == CAPACITY) {
            waiting.remove();
            if (!dropping) {
                dropping = true;
                LOG.warn(
                        "an event listener does not keep up; it misses events before sequence={}",
                        event.stamp().sequence());
            }
        }
        waiting.add(event);
        if (!running) {
            running = true;
            threads.execute(this::tellAll);
        }
    }

    /** No more events are taken; those that wait are still delivered. */
    synchronized void finish() {
        finished = true;
    }

    /** No event is delivered after this returns, unless the listener is stuck in one for longer than a second. */
    void close() {
        closed = true;
        if (listening.isHeldByCurrentThread()) {
            return;
        }
        try {
            if (listening.tryLock(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                listening.unlock();
            } else {
                LOG.warn("an event listener that was closed is still busy with an event");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delivers until nothing waits. What a listener throws ends this thread, and another goes on after it. */
    private void tellAll() {
        boolean whole = false;
        try {
            for (var next = next(); next.isPresent(); next = next()) {
                tell(next.get());
            }
            whole = true;
        } finally {
            if (!whole) {
                goOn();
            }
        }
    }

    private void tell(ChaosEvent event) {
        listening.lock();
        try {
            if (!closed) {
                listener.changed(event);
            }
        } finally {
            listening.unlock();
        }
    }

    private synchronized Optional<ChaosEvent> next() {
        var next = Optional.ofNullable(waiting.poll());
        running = next.isPresent();
        dropping = dropping && running;
        return next;
    }

    private synchronized void goOn() {
        running = !waiting.isEmpty() && !finished;
        if (running) {
            threads.execute(this::tellAll);
        }
    }
}
