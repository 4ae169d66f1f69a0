package chaos.linux.traffic;

import chaos.api.calibration.ProbeTrain;
import chaos.linux.FrameMemory;
import chaos.linux.FrameReceiver;
import chaos.linux.FrameSender;
import chaos.linux.LinuxException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Sends trains from one station to another and sees what arrives. The clock is the kernel's wall clock for both: a
 * probe's time is read right before it is handed to the kernel, its arrival is stamped by the kernel when it comes in
 * at the other station. The sender may have half a GiB on the way, so that it is never held up by its own frames in a
 * queue somewhere. Needs CAP_NET_RAW, CAP_NET_ADMIN and, for other network namespaces, CAP_SYS_ADMIN.
 */
public final class Wire {

    /** The most probes in a train. */
    public static final int MAX_PROBES = 20_000_000;

    private static final int SEND_BYTES = 512 << 20;
    private static final int RING_BYTES = 64 << 20;
    private static final long SECOND = 1_000_000_000L;

    private final Station from;
    private final Station to;
    private final LongSupplier clock;
    private final SecureRandom streams = new SecureRandom();

    /** A wire between two stations, in one direction; opens nothing yet. */
    public Wire(Station from, Station to) {
        this(from, to, Wire::wallClock);
    }

    Wire(Station from, Station to, LongSupplier clock) {
        this.from = from;
        this.to = to;
        this.clock = clock;
    }

    static long wallClock() {
        var now = Instant.now();
        return now.getEpochSecond() * SECOND + now.getNano();
    }

    /**
     * Sends a train and collects what arrives.
     *
     * @param settle how long after the last probe something may arrive
     * @throws LinuxException if the kernel refuses a socket or a frame
     * @throws InterruptedException if the thread was interrupted; nothing is sent or received any more
     * @throws IllegalArgumentException if the train has more than {@value #MAX_PROBES} probes
     */
    public Passage send(ProbeTrain train, Duration settle) throws LinuxException, InterruptedException {
        if (train.count() > MAX_PROBES) {
            throw new IllegalArgumentException(
                    "a train has at most " + MAX_PROBES + " probes, was " + train.count() + "; send several");
        }
        var frames = new ProbeFrame(to, from, streams.nextInt(), train.bytes());
        try (var receiver = to.namespace().inside(() -> FrameReceiver.open(to.index(), train.bytes(), RING_BYTES));
                var memory = FrameMemory.of(train.bytes());
                var sender = from.namespace().inside(() -> FrameSender.open(from.index(), memory, 1, SEND_BYTES))) {
            var stop = new AtomicBoolean();
            var watch = new ClockWatch(clock, System::nanoTime);
            // Another view of the stream's frames: they are not for two threads.
            var receiving = new Receiving(receiver, frames.copy(), watch, stop);
            var sending = new Sending(sender, memory, frames, train, new Sending.Ending(clock, stop));
            return new Run(receiving, sending, watch, stop).passage(settle);
        }
    }

    /** The two threads of a train. */
    private record Run(Receiving receiving, Sending sending, ClockWatch watch, AtomicBoolean stop) {

        Passage passage(Duration settle) throws LinuxException, InterruptedException {
            var coming = start(new FutureTask<>(receiving), "chaos probes in");
            var going = start(new FutureTask<>(sending), "chaos probes out");
            try {
                var sent = going.get();
                receiving.endAt(System.nanoTime() + settle.toNanos());
                var came = coming.get();
                var times = sending.sentAt();
                var trace = receiving.trace(times, settle.toNanos());
                long began = times.length == 0 ? 0 : times[0];
                return new Passage(Instant.ofEpochSecond(0, began), trace, sent, came, watch.step());
            } catch (ExecutionException e) {
                throw cause(e);
            } finally {
                stop.set(true);
                awaitEnd(going);
                awaitEnd(coming);
            }
        }

        private static <T> FutureTask<T> start(FutureTask<T> task, String name) {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
            return task;
        }

        private static LinuxException cause(ExecutionException failure) {
            if (failure.getCause() instanceof LinuxException refused) {
                return refused;
            }
            throw new IllegalStateException(failure.getCause());
        }

        /** The sockets are theirs until they have ended, which takes some milliseconds after the stop. */
        private static void awaitEnd(FutureTask<?> task) {
            boolean interrupted = false;
            while (!task.isDone()) {
                try {
                    task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    break; // it is told already, or the other one's failure is
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
