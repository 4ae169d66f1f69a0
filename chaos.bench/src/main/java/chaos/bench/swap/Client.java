package chaos.bench.swap;

import chaos.bench.swap.HttpConnection.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One client that asks without a pause on one connection, and notes what it was refused. A gap is the time from the
 * last good answer to the next good one, where something was refused in between.
 */
final class Client implements Runnable {

    static final String RATE = "{\"rate\":{\"bits_per_second\":25000000}}";

    private final Daemon daemon;
    private final String path;
    private final LongSupplier clock;
    private final List<Long> gaps = new ArrayList<>();
    private Optional<String> failure = Optional.empty();
    private long lastGood;
    private boolean refused;
    private long requests;
    private long unavailable;
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean running = true;

    Client(Daemon daemon, String direction) {
        this(daemon, direction, System::nanoTime);
    }

    Client(Daemon daemon, String direction, LongSupplier clock) {
        this.daemon = daemon;
        this.path = "/v1/impairments/" + direction;
        this.clock = clock;
        this.lastGood = clock.getAsLong();
    }

    @Override
    public void run() {
        try (var connection = new HttpConnection(daemon)) {
            while (running && failure.isEmpty()) {
                take(connection.put(path, RATE));
                take(connection.get(path));
                answered.incrementAndGet();
            }
        } catch (IOException e) {
            failure = Optional.of("the connection broke: " + e.getMessage());
        }
    }

    /** Notes an answer. */
    void take(Answer answer) {
        requests++;
        if (answer.isOk()) {
            good(answer);
        } else if (answer.isUnavailableForNow()) {
            unavailable++;
            refused = true;
        } else {
            failure = Optional.of(answer.toString());
        }
    }

    private void good(Answer answer) {
        if (!answer.body().contains("\"bits_per_second\":25000000")
                || !answer.body().contains("\"divergences\":[]")) {
            failure = Optional.of("the desired state is not held: " + answer.body());
        }
        long now = clock.getAsLong();
        if (refused) {
            gaps.add(now - lastGood);
            refused = false;
        }
        lastGood = now;
    }

    void stop() {
        running = false;
    }

    /** Rounds that were answered so far; may be read while it runs. */
    long answered() {
        return answered.get();
    }

    /** Requests that were answered; for after its end, as the rest. */
    long requests() {
        return requests;
    }

    long unavailable() {
        return unavailable;
    }

    /** Nanoseconds each. */
    List<Long> gaps() {
        return List.copyOf(gaps);
    }

    Optional<String> failure() {
        return failure;
    }
}
