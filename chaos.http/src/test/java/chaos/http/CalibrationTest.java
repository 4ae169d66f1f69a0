package chaos.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.calibration.Baseline;
import chaos.api.calibration.CalibrationException;
import chaos.api.calibration.RunStatus;
import chaos.dataplane.tck.SampleReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calibration over HTTP: what is asked, what is refused, and who reads along. */
class CalibrationTest {

    private static final long PAUSE_NANOS = 5_000_000;
    private static final String RUNS = "/v1/calibration/runs";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private RunningServer server;
    private SocketClient client;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.in(folder, RunningServer.IMPATIENT);
        client = server.client();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void run_isStartedFoundListedAndCancelled() throws Exception {
        var created = post("{\"mode\":\"full\",\"seed\":5}");
        assertEquals("/v1/calibration/runs/run-1", created.header("Location"));
        assertEquals("running", json(201, created).path("state").asText());
        assertEquals(5, server.calibration.requests().get(0).seed());
        assertEquals(60_000_000_000L, get(200, RUNS + "/run-1").path("left").asLong());
        var cancelled = json(200, client.send("DELETE", RUNS + "/run-1", ""));
        assertEquals("cancelled", cancelled.path("state").asText());
        assertEquals("cancelled", get(200, RUNS).at("/runs/0/state").asText());
        var refused = get(409, RUNS + "/run-1/report");
        assertTrue(refused.path("detail").asText().contains("cancelled"), refused.toString());
    }

    @Test
    void seed_isAnotherEachTimeUnlessNamed() throws Exception {
        var seeds = new HashSet<Long>();
        for (int i = 0; i < 5; i++) {
            json(201, post("{}"));
            seeds.add(server.calibration.requests().get(i).seed());
        }
        assertEquals(5, seeds.size());
    }

    @Test
    void report_isAPageThatMayLoadNothing() throws Exception {
        server.calibration.afterStart(this::finish);
        json(201, post("{\"seed\":5}"));
        var page = client.get(RUNS + "/run-1/report");
        assertEquals(200, page.status());
        assertEquals("text/html;charset=utf-8", page.header("Content-Type"));
        assertTrue(page.header("Content-Security-Policy").startsWith("default-src 'none'"));
        assertTrue(page.body().contains("seed 5"), page.body());
        assertEquals(1, get(200, RUNS + "/run-1").at("/report/schema").asInt());
    }

    static Stream<Arguments> unknown() {
        return Stream.of(
                arguments("GET", "/run-2"),
                arguments("GET", "/run-2/report"),
                arguments("GET", "/run-2/progress"),
                arguments("DELETE", "/%3Cscript%3E"));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void run_thatIsUnknownIs404(String method, String path) throws Exception {
        var problem = json(404, client.send(method, RUNS + path, ""));
        assertEquals("/id", problem.path("field").asText());
        assertFalse(problem.toString().contains("<"), problem.toString());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("UNKNOWN", "{\"cases\":[\"T-NONE\"]}", 422, "/cases"),
                arguments("UNKNOWN", "{\"link\":\"attic\"}", 422, "/link"),
                arguments("UNKNOWN", "{\"rig\":\"laser\"}", 422, "/rig"),
                arguments("BUSY", "{}", 409, ""),
                arguments("NO_RIG", "{}", 409, ""),
                arguments("NO_LIVE_PLANE", "{}", 503, ""));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void start_thatIsRefusedSaysWhy(String reason, String body, int status, String field) throws Exception {
        server.calibration.refuse(
                new CalibrationException(CalibrationException.Reason.valueOf(reason), "load the module and try again"));
        var problem = json(status, post(body));
        assertEquals("load the module and try again", problem.path("detail").asText());
        assertEquals(reason, problem.path("reason").asText().toUpperCase(java.util.Locale.ROOT));
        assertEquals(field, problem.path("field").asText());
    }

    @Test
    void start_ofNonsenseIs400WithTheField() throws Exception {
        assertEquals(
                "/mode", json(400, post("{\"mode\":\"slow\"}")).path("field").asText());
    }

    @Test
    void calibration_thatIsAwayIs503() throws Exception {
        server.links.unbindCalibration(server.calibration);
        get(503, "/v1/calibration/cases");
        json(503, post("{}"));
        get(200, "/v1/system");
    }

    @Test
    void system_warnsOfTheBaseline() throws Exception {
        assertTrue(get(200, "/v1/system").path("warnings").isMissingNode());
        server.calibration.store(new Baseline(Optional.empty(), List.of("the baseline is damaged")));
        assertEquals(
                "the baseline is damaged",
                get(200, "/v1/system").at("/warnings/0").asText());
    }

    @Test
    void progress_tellsEachResultOnceAndEnds() throws Exception {
        json(201, post("{\"seed\":5}"));
        server.calibration.tell(SampleReport.running("run-1", 1));
        try (var events = new EventLines(server.client(), RUNS + "/run-1/progress")) {
            assertEquals(1, events.next().path("results").size());
            server.calibration.tell(SampleReport.running("run-2", 2));
            server.calibration.tell(SampleReport.running("run-1", 3));
            assertEquals(2, events.next().path("results").size());
            finish(server.calibration.run("run-1").orElseThrow());
            var last = events.next();
            assertEquals("done", last.path("state").asText());
            assertEquals(0, last.path("results").size());
            assertTrue(last.path("report").isMissingNode());
            assertTrue(events.ended());
        }
        eventually(() -> server.calibration.listeners() == 0);
    }

    @Test
    void progress_ofARunThatHasEndedIsOneEvent() throws Exception {
        server.calibration.afterStart(this::finish);
        json(201, post("{}"));
        try (var events = new EventLines(server.client(), RUNS + "/run-1/progress")) {
            assertEquals(3, events.next().path("results").size());
            assertTrue(events.ended());
        }
    }

    @Test
    void progress_ofAClientThatGoesAwayEnds() throws Exception {
        json(201, post("{}"));
        try (var events = new EventLines(server.client(), RUNS + "/run-1/progress")) {
            events.next();
            assertEquals(1, server.calibration.listeners());
        }
        eventually(() -> server.calibration.listeners() == 0);
    }

    @Test
    void progress_ofASlowReaderEndsAndHoldsUpNobody() throws Exception {
        json(201, post("{}"));
        try (var slow = server.client()) {
            slow.raw("GET " + RUNS + "/run-1/progress HTTP/1.1\r\nHost: chaos\r\n\r\n");
            eventually(() -> server.calibration.listeners() == 1);
            // More news each time, until the socket's buffer is full and the server gives up: whatever it passes over,
            // it
            // has to write what is new since its last event.
            var one = SampleReport.results().get(0);
            var told = new AtomicInteger();
            eventually(() -> {
                server.calibration.tell(status(Collections.nCopies(told.addAndGet(100), one)));
                return server.calibration.listeners() == 0;
            });
        }
        get(200, RUNS + "/run-1");
    }

    private static RunStatus status(List<chaos.api.calibration.CaseResult> results) {
        return new RunStatus(
                "run-1",
                RunStatus.State.RUNNING,
                0.5,
                Optional.empty(),
                "",
                results,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void progress_hasABoundedNumberOfReaders() throws Exception {
        json(201, post("{}"));
        var readers = new ArrayList<EventLines>();
        try {
            for (int i = 0; i < 16; i++) {
                var reader = new EventLines(server.client(), RUNS + "/run-1/progress");
                reader.next();
                readers.add(reader);
            }
            var problem = get(503, RUNS + "/run-1/progress");
            assertTrue(problem.path("detail").asText().contains("GET the run itself"), problem.toString());
        } finally {
            for (var reader : readers) {
                reader.close();
            }
        }
        eventually(() -> server.calibration.listeners() == 0);
    }

    @Test
    void progress_endsWhenCalibrationGoes() throws Exception {
        json(201, post("{}"));
        try (var events = new EventLines(server.client(), RUNS + "/run-1/progress")) {
            events.next();
            server.links.unbindCalibration(server.calibration);
            assertTrue(events.ended());
        }
    }

    @Test
    void eventLines_findsTheEnd() throws Exception {
        assertThrows(IOException.class, () -> new EventLines(server.client(), RUNS + "/nothing/progress"));
    }

    private void finish(RunStatus run) {
        server.calibration.tell(
                SampleReport.done(run.id(), server.calibration.requests().get(0)));
    }

    private SocketClient.Response post(String body) throws IOException {
        return client.send("POST", RUNS, body, "Content-Type: application/json");
    }

    private JsonNode get(int status, String path) throws IOException {
        try (var fresh = server.client()) { // an idle connection is closed soon
            return json(status, fresh.get(path));
        }
    }

    private static JsonNode json(int status, SocketClient.Response response) throws IOException {
        assertEquals(status, response.status(), response.body());
        return new ObjectMapper().readTree(response.body());
    }

    private static void eventually(BooleanSupplier condition) {
        assertTimeoutPreemptively(SOON, () -> {
            while (!condition.getAsBoolean()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
    }
}
