package chaos.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Refusal;
import chaos.api.link.Direction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the appliance answers when the request is right: states, conflicts, failures. */
class StatesTest {

    private static final String PORT1 = "/v1/impairments/port1";
    private static final String LATENCY = "{\"latency\":{\"kind\":\"constant\",\"duration\":40000000}}";

    @TempDir
    Path folder;

    private RunningServer server;
    private SocketClient client;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.in(folder);
        client = server.client();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void put_isReadBackAndDeleteClears() throws Exception {
        var put = json(200, client.putJson(PORT1, LATENCY));
        assertEquals(40_000_000, put.at("/impairment/latency/duration").asLong());
        assertEquals("port1", put.path("direction").asText());
        assertEquals("netlink", put.path("plane").asText());
        assertEquals("in_place", put.path("transition").asText());
        assertEquals("kept", put.path("in_flight").asText());
        assertEquals("1763718000000000007", put.path("read_at").asText());
        assertEquals(put, json(200, client.get(PORT1)));
        assertTrue(server.link.held(Direction.PORT1).latency().isPresent());
        assertTrue(server.link.held(Direction.PORT2).isNone(), "the other direction is untouched");

        var cleared = json(200, client.send("DELETE", PORT1, ""));
        assertTrue(cleared.path("impairment").path("latency").isMissingNode(), cleared.toString());
        assertTrue(server.link.held(Direction.PORT1).isNone());
    }

    @Test
    void namedLink_isAnotherLink() throws Exception {
        var put = json(200, client.putJson("/v1/links/lab/impairments/port2", LATENCY));
        assertEquals("lab", put.path("link").asText());
        assertTrue(server.lab.held(Direction.PORT2).latency().isPresent());
        assertEquals(0, server.link.changes());
        assertEquals(json(200, client.get(PORT1)), json(200, client.get("/v1/links/default/impairments/port1")));
    }

    @Test
    void tag_changesWithTheStateAndGuardsAChange() throws Exception {
        var before = client.get(PORT1).header("ETag");
        assertTrue(before.matches("\"[0-9a-f]+\""), before);
        var after = client.putJson(PORT1, LATENCY, "If-Match: " + before).header("ETag");
        assertNotEquals(before, after);
        assertEquals(412, client.putJson(PORT1, "{}", "If-Match: " + before).status());
        assertEquals(
                200,
                client.putJson(PORT1, "{}", "If-Match: " + before + ", " + after)
                        .status());
        assertEquals(200, client.putJson(PORT1, LATENCY, "If-Match: *").status());
        assertEquals(
                412, client.send("DELETE", PORT1, "", "If-Match: " + before).status());
        assertEquals(200, client.send("DELETE", PORT1, "", "If-Match: " + after).status());
    }

    @Test
    void put_thatDivergesIsAConflictWithTheState() throws Exception {
        server.link.diverge("/latency/duration", 40_000_000, 39_000_000);
        for (var conflict : List.of(client.putJson(PORT1, LATENCY), client.send("DELETE", PORT1, ""))) {
            assertEquals("application/problem+json", conflict.header("Content-Type"));
            assertFalse(conflict.header("ETag").isEmpty(), "the state has its tag");
            var problem = json(409, conflict);
            assertEquals("diverged", problem.path("reason").asText());
            assertEquals("/latency/duration", problem.path("field").asText());
            assertEquals(
                    39_000_000, problem.at("/outcome/divergences/0/observed").asLong(), problem.toString());
            assertEquals("port1", problem.at("/outcome/direction").asText());
        }
        var read = json(200, client.get(PORT1));
        assertEquals(40_000_000, read.at("/divergences/0/requested").asLong());
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                arguments(Reason.NO_LIVE_PLANE, 503),
                arguments(Reason.NO_SUCH_PORT, 404),
                arguments(Reason.NO_SUCH_PLANE, 404),
                arguments(Reason.NO_SUCH_DISTRIBUTION, 404),
                arguments(Reason.NOT_STORED, 507),
                arguments(Reason.NOT_PERMITTED, 403),
                arguments(Reason.NOT_SUPPORTED, 422),
                arguments(Reason.OUT_OF_RANGE, 400),
                arguments(Reason.FOREIGN, 409),
                arguments(Reason.REJECTED, 409),
                arguments(Reason.PRECONDITION_FAILED, 412),
                arguments(Reason.TIMED_OUT, 504),
                arguments(Reason.FAILED, 500));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("reasons")
    void failure_hasItsStatus(Reason reason, int status) throws Exception {
        server.link.fail(reason, "CAP_NET_ADMIN is missing");
        for (var response : List.of(client.get(PORT1), client.putJson(PORT1, LATENCY), client.get(PORT1 + "/stats"))) {
            var problem = json(status, response);
            assertEquals("application/problem+json", response.header("Content-Type"));
            assertEquals(status == 503 ? "1" : "", response.header("Retry-After"));
            if (status != 500) {
                assertEquals("CAP_NET_ADMIN is missing", problem.path("detail").asText());
                assertEquals(reason.name(), problem.path("reason").asText().toUpperCase(java.util.Locale.ROOT));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void failure_everyReasonIsInTheTable(Reason reason) {
        assertTrue(reasons().anyMatch(row -> row.get()[0] == reason));
    }

    @Test
    void refusal_listsEveryField() throws Exception {
        server.link.fail(new DataPlaneException(
                "apply",
                Optional.of(Direction.PORT1),
                Reason.NOT_SUPPORTED,
                "this kernel has no netem",
                List.of(
                        new Refusal("/latency", Refusal.Cause.NOT_SUPPORTED, "load sch_netem"),
                        new Refusal("/loss", Refusal.Cause.NOT_SUPPORTED, "load sch_netem"))));
        var problem = json(422, client.putJson(PORT1, LATENCY));
        assertEquals("/latency", problem.path("field").asText());
        assertEquals("/loss", problem.at("/refusals/1/field").asText(), problem.toString());
    }

    @Test
    void fault_showsANumberAndNothingInside() throws Exception {
        server.link.breakDown(new IllegalStateException("secret at chaos.http.RememberedLink"));
        var problem = json(500, client.get(PORT1));
        var detail = problem.path("detail").asText();
        assertTrue(detail.matches("[^.]*incident=[0-9a-f]{8}"), detail);
        assertFalse(problem.toString().contains("secret"));
    }

    @Test
    void linkThatIsAway_is503UntilItIsBack() throws Exception {
        server.links.unbindImpairments(server.lab);
        var response = client.get("/v1/links/lab/impairments/port1");
        json(503, response);
        assertEquals("1", response.header("Retry-After"));
        server.links.unbindImpairments(server.link);
        json(503, client.get(PORT1));
        server.bindAll();
        json(200, client.get(PORT1));
        json(200, client.get("/v1/links/lab/impairments/port1"));
    }

    @Test
    void unbindOfTheOldService_keepsTheNewOne() throws Exception {
        var successor = new RememberedLink("default");
        server.links.bindImpairments(successor);
        server.links.unbindImpairments(server.link);
        json(200, client.putJson(PORT1, LATENCY));
        assertEquals(1, successor.changes());
    }

    @Test
    void head_hasTheHeadersOnly() throws Exception {
        var head = client.send("HEAD", PORT1, "");
        assertEquals(200, head.status());
        assertFalse(head.header("ETag").isEmpty());
        json(200, client.get(PORT1));
    }

    private static JsonNode json(int status, SocketClient.Response response) throws IOException {
        assertEquals(status, response.status(), response.body());
        return new ObjectMapper().readTree(response.body());
    }
}
