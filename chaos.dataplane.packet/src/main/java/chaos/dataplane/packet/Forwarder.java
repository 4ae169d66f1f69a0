package chaos.dataplane.packet;

import chaos.api.impairment.Impairment;
import chaos.distribution.LatencyTable;
import chaos.engine.Engine;
import chaos.linux.LinuxException;
import chaos.linux.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One direction: a thread that receives, lets the engine decide, sends what is due, and else waits for what comes
 * first of a frame, a time and a question. All that the thread uses it alone uses; whoever wants to change or know
 * something asks it.
 */
final class Forwarder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    /** After so many at once there are likely more: it looks before it waits. */
    private static final int MANY = 8;

    private static final long CLOSED_NAP = 100_000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final Wires wires;
    private final Thread thread;
    private final PlaneClock clock;
    private final Passage passage;
    private final Intake intake;
    private final Outlet outlet;
    private final Delays delays;
    private final DropCount drops = new DropCount();
    private final LatenessWatch watch;
    private final WakeLead lead = new WakeLead();
    private final Queue<FutureTask<?>> questions = new ConcurrentLinkedQueue<>();
    private long turns;
    private boolean open;
    private volatile boolean closing;

    private Forwarder(String name, Wires wires, Duration bound, LatenessWatch.Listener listener) {
        this.wires = wires;
        this.clock = new PlaneClock(wires.waiting());
        this.delays = new Delays(bound.toNanos());
        this.watch = new LatenessWatch(delays, listener);
        this.outlet = new Outlet(wires.sender(), wires.buffers(), clock, delays, drops);
        this.passage = new Passage(wires.buffers(), outlet, drops);
        this.intake = new Intake(wires.receiver(), wires.buffers(), clock, passage, drops);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, cause) -> {
            LOG.error("thread={} ended", ended.getName(), cause);
            listener.ended(cause);
        });
    }

    /**
     * Starts, closed: what comes waits in the kernel.
     *
     * @param name of the thread
     * @param wires closed with the forwarder
     * @param bound by how much a packet may be late before the listener is told
     */
    static Forwarder start(String name, Wires wires, Duration bound, LatenessWatch.Listener listener) {
        var forwarder = new Forwarder(name, wires, bound, listener);
        forwarder.thread.start();
        return forwarder;
    }

    private void run() {
        try {
            Waiting.finestTimers();
        } catch (LinuxException e) {
            LOG.warn("thread={} {}", thread.getName(), e.getMessage());
        }
        while (!closing) {
            turns++;
            if (!open) {
                answer();
                LockSupport.parkNanos(CLOSED_NAP); // it is for some milliseconds; what comes would wake it at once
                continue;
            }
            int came = intake.receive();
            passage.advance(readUntil());
            outlet.flush();
            watch.look(clock.now());
            answer();
            if (came < MANY) {
                rest();
            }
        }
    }

    /** Until when everything that came is known: what is still to be read must be offered at the time it came at. */
    private long readUntil() {
        return intake.isDrained() ? clock.now() : intake.lastArrival();
    }

    private void answer() {
        for (var question = questions.poll(); question != null; question = questions.poll()) {
            question.run();
        }
        outlet.flush(); // a change may let packets go
    }

    private void rest() {
        long now = clock.now();
        watch.look(now);
        long due = passage.next();
        if (due == Engine.NEVER && watch.next() == Long.MAX_VALUE) {
            wires.waiting().await(Long.MAX_VALUE);
            return;
        }
        long ahead = lead.nanos(now);
        long wake = Math.min(due - ahead, watch.next());
        long woke = now;
        if (wake > now) {
            if (!wires.waiting().await(wake - now)) {
                return; // something else came
            }
            woke = clock.now();
            lead.woke(woke - wake);
        }
        if (due - woke <= ahead) {
            awaitAwake(woke, due);
        }
    }

    /** What comes meanwhile is taken at once, so that nothing but the sending is left to do when the time has come. */
    private void awaitAwake(long from, long due) {
        long now = from;
        while (now < due && !intake.hasMore()) {
            Thread.onSpinWait();
            now = clock.now();
        }
        lead.waited(now - from);
    }

    /** Makes a canonical form the state from now on, see {@link Passage#hold}. */
    boolean hold(Impairment canonical, Optional<LatencyTable> table) {
        return ask(() -> {
            intake.overruns(); // what found no room before the change is none of what is dropped since
            return passage.hold(canonical, table, readUntil());
        });
    }

    /** Forwards from now on. */
    void open() {
        ask(() -> {
            if (!open) {
                intake.open();
                open = true;
            }
            return true;
        });
    }

    /** Counts on from one that has been closed. */
    void continueFrom(Forwarder before) {
        ask(() -> {
            drops.addAll(before.drops);
            outlet.continueFrom(before.outlet);
            intake.continueFrom(before.intake);
            delays.continueFrom(before.delays);
            passage.continueFrom(before.passage);
            return true;
        });
    }

    /** Something that is known of it, read on its own thread between two packets. */
    <T> T read(Reading<T> reading) {
        return ask(() -> reading.of(this));
    }

    /** How often it went round. */
    long turns() {
        return turns;
    }

    /** How long a packet that came now would wait beyond its own latency, see {@link Passage#heldUp}. */
    long heldUp() {
        return passage.heldUp(clock.now());
    }

    /** How many packets may be in flight. */
    int engineLimit() {
        return wires.buffers().inFlightLimit();
    }

    /** What the buffer may take, in bytes. */
    long bufferBytes() {
        return wires.buffers().limitBytes();
    }

    Passage passage() {
        return passage;
    }

    Intake intake() {
        return intake;
    }

    Outlet outlet() {
        return outlet;
    }

    Delays delays() {
        return delays;
    }

    DropCount drops() {
        return drops;
    }

    /**
     * What is to be read.
     *
     * @param <T> what it is
     */
    @FunctionalInterface
    interface Reading<T> {

        T of(Forwarder forwarder) throws LinuxException;
    }

    private <T> T ask(Callable<T> question) {
        var task = new FutureTask<>(question);
        questions.add(task);
        if (!thread.isAlive()) {
            throw new IllegalStateException(thread.getName() + " has ended; the log says why");
        }
        wires.bell().ring();
        try {
            return task.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            task.cancel(false);
            throw new IllegalStateException(thread.getName() + " did not answer within " + ANSWER_WITHIN, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + thread.getName() + " was asked", e);
        }
    }

    /** Ends the thread and gives back what it used; what is in flight is gone. */
    @Override
    public void close() {
        closing = true;
        wires.bell().ring();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // it ends at once, and uses what is freed next
            }
        }
        wires.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
