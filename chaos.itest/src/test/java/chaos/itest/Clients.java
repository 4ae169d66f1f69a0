package chaos.itest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Two clients, each with one connection that it never opens again, that ask without a pause until they are closed. */
public final class Clients implements AutoCloseable {

    private static final int COUNT = 2;
    private static final int MORE = 20;

    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);
    private final AtomicInteger answers = new AtomicInteger();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private volatile boolean running = true;

    /** Starts them; whatever is not expected is kept. */
    public Clients(Path socket, Predicate<Answer> expected) {
        for (var i = 0; i < COUNT; i++) {
            var port = i == 0 ? Api.PORT1 : Api.PORT2;
            threads.execute(() -> ask(socket, port, expected));
        }
    }

    private void ask(Path socket, String port, Predicate<Answer> expected) {
        try (var connection = new Connection(socket)) {
            while (running) {
                keep(connection.get(port), expected);
                keep(connection.put(port, Api.RATE), expected);
            }
        } catch (IOException e) {
            unexpected.add("the connection broke: " + e);
        }
    }

    private void keep(Answer answer, Predicate<Answer> expected) {
        answers.incrementAndGet();
        if (!expected.test(answer)) {
            unexpected.add(answer.toString());
        }
    }

    /** Waits until they were answered some more. */
    public void awaitMore() {
        var enough = answers.get() + MORE;
        Eventually.isTrue("the clients are answered", () -> answers.get() >= enough || !unexpected.isEmpty());
    }

    /** Ends them; returns what was not expected. */
    public Queue<String> finish() throws InterruptedException {
        close();
        if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
            unexpected.add("a client waits for an answer for more than 20 s");
        }
        return unexpected;
    }

    @Override
    public void close() {
        running = false;
        threads.shutdown();
    }
}
