package chaos.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.Baseline;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Refusal;
import chaos.api.dataplane.Warning;
import chaos.dataplane.tck.SampleReport;
import chaos.http.openapi.Description;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server really answers is what it says, in its own description, that it answers. */
class AnswersTest {

    private static final String EVERYTHING =
            """
            {"latency":{"kind":"stochastic","mean":40000000,"jitter":5000000,
              "distribution":{"kind":"normal"},"correlation":0.25},
            "loss":{"model":"gilbert_elliott","p":0.01,"r":0.1},
            "duplication":{"pct":0.5},"reordering":{"pct":2,"gap":5},"corruption":{"pct":0.1},
            "rate":{"bits_per_second":25000000},"queue":{"limit_packets":1000},"seed":42}""";

    @TempDir
    Path folder;

    private RunningServer server;
    private SocketClient client;
    private Description description;
    private final Set<String> seen = new TreeSet<>();

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.in(folder);
        client = server.client();
        var served = client.get("/openapi.json");
        assertEquals("application/json", served.header("Content-Type"));
        description = new Description(served.body());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void everyOperation_answersAsDescribed() throws Exception {
        check(200, "GET /v1/system", "");
        check(200, "GET /v1/planes", "");
        check(200, "GET /v1/health", "");
        check(200, "GET /v1/health/live", "");
        check(200, "GET /v1/health/ready", "");
        check(200, "GET /v1/distributions", "");
        check(200, "PUT /v1/distributions/{name}", "{\"entries\":[1,2,-3]}");
        check(200, "GET /v1/distributions/{name}", "");
        server.tables.used(Warning.general("in_use", "default port1 goes on with it"));
        check(200, "DELETE /v1/distributions/{name}", "");
        check(200, "GET /v1/links/{link}", "");
        checkCalibration();
        check(200, "PUT /v1/links/{link}/plane", "{\"plane\":null}");
        for (var of : List.of("/v1/impairments/{direction}", "/v1/links/{link}/impairments/{direction}")) {
            check(200, "PUT " + of, EVERYTHING);
            check(200, "GET " + of, "");
            check(200, "GET " + of + "/stats", "");
            check(200, "POST " + of + "/preview", "{\"impairment\":" + EVERYTHING + ",\"packet_bytes\":64}");
            check(200, "DELETE " + of, "");
        }
        assertEquals(description.operations(), seen, "an operation without a check is not known to be true");
    }

    private void checkCalibration() throws IOException {
        server.calibration.afterStart(run -> server.calibration.tell(
                SampleReport.done(run.id(), server.calibration.requests().get(0))));
        check(200, "GET /v1/calibration/cases", "");
        check(200, "GET /v1/calibration/baseline", "");
        check(201, "POST /v1/calibration/runs", "{\"cases\":[\"T-LAT-const\"],\"seed\":1}");
        check(200, "GET /v1/calibration/runs", "");
        check(200, "GET /v1/calibration/runs/{id}", "");
        check(200, "GET /v1/calibration/runs/{id}/report", "");
        check(200, "GET /v1/calibration/runs/{id}/progress", "");
        check(200, "DELETE /v1/calibration/runs/{id}", "");
        var report = SampleReport.of(server.calibration.requests().get(0));
        server.calibration.store(new Baseline(
                Optional.of(new Baseline.Stored(RunningServer.STARTED, report)), List.of("it is 112 days old")));
        check(200, "GET /v1/calibration/baseline", "");
        check(200, "GET /v1/system", "");
    }

    @Test
    void everyExample_canBeSentAsItIs() throws Exception {
        var sent = 0;
        for (var operation : description.operations()) {
            for (var example : description.examples(operation)) {
                check(operation.equals("POST /v1/calibration/runs") ? 201 : 200, operation, example);
                sent++;
            }
        }
        assertTrue(sent >= 10, "examples sent: " + sent);
    }

    @Test
    void everyProblem_isAsDescribed() throws Exception {
        check(400, "PUT /v1/impairments/{direction}", "{\"seed\":-1}");
        check(404, "GET /v1/distributions/{name}", "");
        check(404, "DELETE /v1/distributions/{name}", "");
        check(400, "PUT /v1/distributions/{name}", "{\"entries\":[32768]}");
        server.tables.full("No space left on device");
        check(507, "PUT /v1/distributions/{name}", "{\"entries\":[1]}");
        check(405, "POST /v1/impairments/{direction}", "GET /v1/impairments/{direction}");
        check(409, "PUT /v1/links/{link}/plane", "{\"plane\":\"model\"}");
        server.link.diverge("/latency/duration", 2, 1);
        check(409, "PUT /v1/impairments/{direction}", "{}");
        check(200, "GET /v1/impairments/{direction}", "");
        server.link.fail(new DataPlaneException(
                "apply",
                Optional.empty(),
                Reason.NOT_SUPPORTED,
                "this kernel has no netem",
                List.of(new Refusal("/latency", Refusal.Cause.NOT_SUPPORTED, "load sch_netem"))));
        check(422, "PUT /v1/impairments/{direction}", EVERYTHING);
        check(200, "GET /v1/system", "");
        check(200, "GET /v1/links/{link}", "");
        server.links.bindHealth(RunningServer.health(false));
        check(200, "GET /v1/health", "");
        check(503, "GET /v1/health/ready", "");
    }

    @Test
    void system_hasTheMembersOfTheContract() throws Exception {
        assertTrue(client.get("/v1/system")
                .body()
                .startsWith("{\"version\":\"0.1.0\",\"api_version\":\"v1\",\"started_at\":"
                        + "1763718000000000000,\"links\":[{\"name\":\"default\",\"plane\":\"netlink\","
                        + "\"state\":\"live\",\"reason\":null},{\"name\":\"lab\""));
        assertTrue(client.get("/v1/planes").body().contains("\"ranking\":300"));
        server.link.fail(Reason.NOT_PERMITTED, "CAP_NET_ADMIN is missing");
        assertTrue(client.get("/v1/system").body().contains("\"reason\":\"CAP_NET_ADMIN is missing\""));
    }

    @Test
    void description_refusesWhatIsNotSo() {
        var operation = "GET /v1/health";
        var good = "{\"status\":\"ok\",\"checks\":[]}";
        assertEquals(List.of(), description.faults(operation, 200, "application/json", good));
        for (var bad : List.of("{}", "[]", good.replace("[]", "{}"), good.replace("}", ",\"more\":1}"))) {
            assertFalse(
                    description.faults(operation, 200, "application/json", bad).isEmpty(), bad);
        }
        assertFalse(description.faults(operation, 200, "text/html", good).isEmpty());
    }

    @Test
    void description_isServedAsYamlToo() throws Exception {
        var yaml = client.get("/openapi.yaml");
        assertEquals("application/yaml", yaml.header("Content-Type"));
        assertTrue(yaml.body().startsWith("openapi: 3.1.0\n"), yaml.body());
    }

    @Test
    void swaggerUi_isWholeAndAsksOnlyThisServer() throws Exception {
        var redirect = client.get("/swagger-ui");
        assertEquals(308, redirect.status());
        assertEquals("swagger-ui/", redirect.header("Location"));
        var page = client.get("/swagger-ui/");
        assertEquals("text/html;charset=utf-8", page.header("Content-Type"));
        assertTrue(page.header("Content-Security-Policy").contains("default-src 'self'"));
        var files = java.util.regex.Pattern.compile("(?:src|href)=\"([^\"]*)\"")
                .matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertTrue(files.size() >= 5, files.toString());
        for (var file : files) {
            assertFalse(file.startsWith("/") || file.contains(":"), file + " is relative");
            assertEquals(
                    200,
                    client.get("/swagger-ui/" + file.replaceFirst("^\\./", "")).status(),
                    file);
        }
        assertTrue(client.get("/swagger-ui/swagger-initializer.js").body().contains("url: \"../openapi.json\""));
    }

    private void check(int status, String operation, String body) throws IOException {
        var request = operation
                .replace("{link}", "default")
                .replace("{name}", "wifi")
                .replace("{direction}", "port1")
                .replace("{id}", "run-1")
                .split(" ", 2);
        var response = client.send(request[0], request[1], body, "Content-Type: application/json");
        assertEquals(status, response.status(), response.body());
        var described = status == 405 ? body : operation;
        assertEquals(
                List.of(),
                description.faults(described, status, response.header("Content-Type"), response.body()),
                response.body());
        seen.add(described);
    }
}
