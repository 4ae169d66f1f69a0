package chaos.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {

    private static final int CLIENTS = 8;
    private static final int ROUNDS = 150;

    @TempDir
    Path folder;

    @Test
    void manyClients_eachGetTheStateTheySet() throws Exception {
        try (var server = RunningServer.in(folder)) {
            var away = inParallel(index -> hammer(server, index % 2 == 0 ? "default" : "lab"));
            assertEquals(0, away);
            assertEquals(CLIENTS * ROUNDS, server.link.changes() + server.lab.changes());
        }
    }

    /** Services go and come; connections stay, and the only other answer is 503 with Retry-After. */
    @Test
    void servicesThatComeAndGo_loseNoConnection() throws Exception {
        try (var server = RunningServer.in(folder)) {
            var swapper = Executors.newSingleThreadScheduledExecutor();
            var swapping = swapper.scheduleWithFixedDelay(
                    () -> {
                        server.links.unbindImpairments(server.link);
                        server.links.bindImpairments(server.link);
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
            var away = inParallel(index -> hammer(server, "default"));
            assertFalse(swapping.isDone(), "services were still coming and going");
            swapper.shutdownNow();
            assertEquals(CLIENTS * ROUNDS, server.link.changes() + away);
        }
    }

    /** {@return how many requests of one client, all on one connection, were answered with 503} */
    private static int hammer(RunningServer server, String link) throws IOException {
        var away = 0;
        try (var client = server.client()) {
            for (var round = 1; round <= ROUNDS; round++) {
                var path = "/v1/links/" + link + "/impairments/port" + (round % 2 + 1);
                var response = client.putJson(path, "{\"seed\":" + round + "}");
                if (response.status() == 503) {
                    assertEquals("1", response.header("Retry-After"));
                    away++;
                } else {
                    assertEquals(200, response.status(), response.body());
                    assertTrue(response.body().contains("\"link\":\"" + link + "\""), response.body());
                    assertTrue(response.body().contains("\"seed\":" + round), response.body());
                }
            }
        }
        return away;
    }

    private interface Client {
        int run(int index) throws IOException;
    }

    private static int inParallel(Client client) throws Exception {
        var pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            var tasks = new ArrayList<Callable<Integer>>();
            for (var index = 0; index < CLIENTS; index++) {
                var mine = index;
                tasks.add(() -> client.run(mine));
            }
            var sum = 0;
            for (Future<Integer> done : pool.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                sum += done.get();
            }
            return sum;
        } finally {
            pool.shutdownNow();
        }
    }
}
