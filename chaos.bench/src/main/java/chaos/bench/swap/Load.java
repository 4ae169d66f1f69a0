package chaos.bench.swap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Two clients, one a direction. */
final class Load implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 30;
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final List<Client> clients;
    private final List<Thread> threads = new ArrayList<>();

    private Load(Daemon daemon) {
        clients = List.of(new Client(daemon, "port1"), new Client(daemon, "port2"));
    }

    static Load on(Daemon daemon) throws IOException {
        var load = new Load(daemon);
        for (var client : load.clients) {
            var thread = new Thread(client, "client");
            thread.setDaemon(true);
            thread.start();
            load.threads.add(thread);
        }
        load.awaitRounds(1);
        return load;
    }

    /** Waits until each client was answered so often more. */
    void awaitRounds(int more) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        for (var client : clients) {
            long enough = client.answered() + more;
            while (client.answered() < enough) {
                if (System.nanoTime() > deadline || !isAlive()) {
                    throw new IOException("a client is not answered: " + failures());
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private boolean isAlive() {
        return threads.stream().allMatch(Thread::isAlive);
    }

    private List<String> failures() {
        return clients.stream().flatMap(client -> client.failure().stream()).toList();
    }

    /** Ends the clients; answers what each saw. */
    List<Client> finish() throws IOException, InterruptedException {
        close();
        for (var thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
        }
        if (threads.stream().anyMatch(Thread::isAlive)) {
            throw new IOException("a client waits for an answer for more than " + DEADLINE_SECONDS + " s");
        }
        return clients;
    }

    @Override
    public void close() {
        clients.forEach(Client::stop);
    }
}
