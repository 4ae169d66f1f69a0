package chaos.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that are broken, slow or many: each is bounded, and others are served meanwhile. */
class HardeningTest {

    private static final String HALF_A_PUT = "PUT /v1/impairments/port1 HTTP/1.1\r\nHost: c\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
    private static final int MANY = 60;

    /** Well before the time that a slow client has. */
    private static final Duration SERVED = Limits.DEFAULT.body().dividedBy(2);

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.in(folder, RunningServer.IMPATIENT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                arguments("no HTTP", "HELLO\r\n\r\n", 400),
                arguments("no host", "GET /v1/system HTTP/1.1\r\n\r\n", 400),
                arguments("TLS", "\u0016\u0003\u0001\u0002\r\n\r\n", 400),
                arguments("HTTP/9", "GET / HTTP/9.9\r\nHost: c\r\n\r\n", 505),
                arguments("path upwards", "GET /../../etc/passwd HTTP/1.1\r\nHost: c\r\n\r\n", 400),
                arguments("hidden path upwards", "GET /v1/%2e%2e/%2e%2e/x HTTP/1.1\r\nHost: c\r\n\r\n", 400),
                arguments("long header", "GET / HTTP/1.1\r\nHost: c\r\nX: " + "x".repeat(9000) + "\r\n\r\n", 431),
                arguments("many headers", "GET / HTTP/1.1\r\nHost: c\r\n" + "X: y\r\n".repeat(3000) + "\r\n", 431),
                arguments("long path", "GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: c\r\n\r\n", 414),
                arguments(
                        "two lengths",
                        "PUT /v1/impairments/port1 HTTP/1.1\r\nHost: c\r\n"
                                + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                        400),
                arguments(
                        "length and chunks",
                        "PUT /v1/impairments/port1 HTTP/1.1\r\nHost: c\r\nContent-Length: 2\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void nonsense_isAProblemDocument(String name, String bytes, int status) throws Exception {
        try (var client = server.client()) {
            client.raw(bytes);
            var response = client.read(false);
            assertEquals(status, response.status(), response.body());
            assertEquals("application/problem+json", response.header("Content-Type"));
            assertTrue(response.body().contains("\"status\":" + status), response.body());
        }
        assertServes();
    }

    @Test
    void bodyThatStops_isAnsweredAndItsThreadComesBack() throws Exception {
        try (var slow = server.client()) {
            slow.raw(HALF_A_PUT);
            var response = assertTimeoutPreemptively(SOON, () -> slow.read(false));
            assertEquals(408, response.status(), response.body());
        }
        assertEquals(0, server.link.changes());
    }

    @Test
    void bodyThatTrickles_isAnsweredOnceItsTimeIsOver() throws Exception {
        try (var slow = server.client()) {
            slow.raw(HALF_A_PUT);
            var trickle = new Trickle(slow);
            trickle.start();
            var response = assertTimeoutPreemptively(SOON, () -> slow.read(false));
            assertEquals(408, response.status(), response.body());
            trickle.interrupt();
            trickle.join();
        }
    }

    @Test
    void clientThatLeavesInTheMiddle_harmsNobody() throws Exception {
        try (var patient = RunningServer.in(folder.resolve("patient"), Limits.DEFAULT)) {
            for (var i = 0; i < 50; i++) {
                try (var client = patient.client()) {
                    client.raw(HALF_A_PUT);
                }
            }
            assertServes(patient);
            assertEquals(0, patient.link.changes());
        }
    }

    /** What is slow; what such a client sends before it does no more. */
    static Stream<Arguments> slowClients() {
        return Stream.of(
                arguments("bodies that stop", HALF_A_PUT),
                arguments("heads that stop", "GET /v1/system HTTP/1.1\r\nHost:"),
                arguments(
                        "answers that nobody fetches",
                        "GET /swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: c\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowClients")
    void slowClients_doNotKeepOthersFromBeingServed(String name, String bytes) throws Exception {
        try (var patient = RunningServer.in(folder.resolve("patient"), Limits.DEFAULT)) {
            var slow = new ArrayList<SocketClient>();
            for (var i = 0; i < MANY; i++) {
                var client = patient.client();
                client.raw(bytes);
                slow.add(client);
            }
            try (var client = patient.client()) {
                var response = assertTimeoutPreemptively(SERVED, () -> client.get("/v1/system"));
                assertEquals(200, response.status(), "while the others still have time");
            }
            for (var client : slow) {
                client.close();
            }
        }
    }

    @Test
    void manyClients_areAllServed() throws Exception {
        var clients = new ArrayList<SocketClient>();
        for (var i = 0; i < MANY; i++) {
            clients.add(server.client());
        }
        for (var client : clients) {
            assertEquals(200, client.get("/v1/health/live").status());
            client.close();
        }
    }

    @Test
    void connectionsUpToTheLimit_letTheNextWaitAndAreServedAfterwards() throws Exception {
        try (var patient = RunningServer.in(folder.resolve("patient"), Limits.DEFAULT)) {
            for (var round = 0; round < 2; round++) {
                var silent = new ArrayList<SocketClient>();
                for (var i = 0; i < Limits.DEFAULT.connections(); i++) {
                    silent.add(patient.client());
                }
                try (var waiting = patient.client()) {
                    var answer = CompletableFuture.supplyAsync(
                            () -> assertDoesNotThrow(() -> waiting.get("/v1/health/live")));
                    assertThrows(
                            TimeoutException.class,
                            () -> answer.get(500, TimeUnit.MILLISECONDS),
                            "as many as there may be are open");
                    silent.remove(0).close();
                    assertEquals(200, answer.get(10, TimeUnit.SECONDS).status(), "there is room for one");
                }
                for (var client : silent) {
                    client.close();
                }
                assertServes(patient);
            }
        }
    }

    @Test
    void halfAHeadAndSilence_endsTheConnection() throws Exception {
        try (var client = server.client()) {
            client.raw("GET /v1/system HTTP/1.1\r\nHost:");
            assertTrue(assertTimeoutPreemptively(SOON, client::closedByServer));
        }
        try (var client = server.client()) {
            assertEquals(200, client.get("/v1/health/live").status());
            assertTrue(assertTimeoutPreemptively(SOON, client::closedByServer), "an idle connection ends too");
        }
    }

    private void assertServes() throws Exception {
        assertServes(server);
    }

    private static void assertServes(RunningServer server) throws Exception {
        try (var client = server.client()) {
            assertEquals(
                    200,
                    assertTimeoutPreemptively(SOON, () -> client.get("/v1/system"))
                            .status());
        }
    }
}
