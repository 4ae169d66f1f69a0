package chaos.http;

import chaos.api.calibration.Calibration;
import chaos.api.calibration.RunStatus;
import chaos.http.problem.RequestRefused;
import chaos.json.CalibrationRunJson;
import chaos.json.StrictJson;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Streams of a run's progress as server-sent events (HTML Living Standard, 9.2). Each takes the thread of its
 * connection, so they are few. The run is told nothing of its readers: what it says replaces what was not sent yet. A
 * reader that takes nothing, and one that is gone, is found by the pulse, which is written when there is nothing else.
 */
final class ProgressStreams {

    static final String TYPE = "text/event-stream";

    private static final int MOST = 16;
    private static final Duration APART = Duration.ofMillis(200);
    private static final Duration LONGEST_PULSE = Duration.ofSeconds(5);
    private static final byte[] PULSE = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final Links links;
    private final Duration pulse;
    private final Semaphore free = new Semaphore(MOST);

    ProgressStreams(Links links, Limits limits) {
        this.links = links;
        var third = limits.idle().dividedBy(3);
        this.pulse = third.compareTo(LONGEST_PULSE) < 0 ? third : LONGEST_PULSE;
    }

    /** {@return the stream of a run that there is} */
    StreamingOutput open(Calibration calibration, String id) {
        return out -> {
            if (!free.tryAcquire()) {
                throw new RequestRefused(
                        RequestRefused.Kind.TOO_MANY,
                        MOST + " clients read the progress of runs already; GET the run itself instead");
            }
            try {
                new Stream(calibration, id, out).write();
            } finally {
                free.release();
            }
        };
    }

    /** One reader of one run. */
    private final class Stream {

        private final Calibration calibration;
        private final String id;
        private final OutputStream out;
        /** What the run said last, if it was not sent yet. */
        private final BlockingQueue<RunStatus> latest = new ArrayBlockingQueue<>(1);

        private int told;

        Stream(Calibration calibration, String id, OutputStream out) {
            this.calibration = calibration;
            this.id = id;
            this.out = out;
        }

        void write() throws IOException {
            var watch = calibration.watch(this::replace);
            try {
                // Watched first: a change between the two is told twice rather than never.
                calibration.run(id).ifPresent(this::replace);
                writeUntilEnd();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ended("the server stops", e);
            } finally {
                watch.close();
            }
        }

        private synchronized void replace(RunStatus status) {
            // A look at the run from before its end must not take the place of its end.
            boolean over = latest.stream().anyMatch(last -> last.state() != RunStatus.State.RUNNING);
            if (status.id().equals(id) && !over) {
                latest.clear();
                latest.add(status);
            }
        }

        private void writeUntilEnd() throws IOException, InterruptedException {
            while (links.calibrationIfThere().filter(calibration::equals).isPresent()) {
                var next = Optional.ofNullable(latest.poll(pulse.toNanos(), TimeUnit.NANOSECONDS));
                if (next.isEmpty()) {
                    send(PULSE);
                } else {
                    send(event(next.get()));
                    if (next.get().state() != RunStatus.State.RUNNING) {
                        return;
                    }
                    TimeUnit.NANOSECONDS.sleep(APART.toNanos());
                }
            }
        }

        private byte[] event(RunStatus status) {
            int known = Math.min(told, status.results().size());
            told = status.results().size();
            var news = status.results().subList(known, told);
            var document = StrictJson.text(CalibrationRunJson.progress(status, news));
            return ("event: progress\ndata: " + document + "\n\n").getBytes(StandardCharsets.UTF_8);
        }

        private void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        private static IOException ended(String why, InterruptedException cause) {
            var ended = new InterruptedIOException(why);
            ended.initCause(cause);
            return ended;
        }
    }
}
