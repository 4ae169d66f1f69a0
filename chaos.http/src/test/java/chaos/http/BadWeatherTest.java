package chaos.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client can get wrong: each is refused with words for a person, and no plane is touched. */
class BadWeatherTest {

    private static final String PORT1 = "/v1/impairments/port1";
    private static final String WIFI = "/v1/distributions/wifi";
    private static final List<String> JSON = List.of("Content-Type: application/json");

    @TempDir
    Path folder;

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.in(folder);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** What is wrong; the body of a PUT to port1; the JSON pointer of the problem; a part of its detail. */
    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("empty", "", "", "empty"),
                arguments("not JSON", "{latency}", "", "line 1"),
                arguments("cut off", "{\"latency\":", "", "line 1"),
                arguments("an array", "[]", "", "object"),
                arguments("text after it", "{} {}", "", ""),
                arguments("unknown field", "{\"lateny\":{}}", "/lateny", ""),
                arguments("unknown field inside", "{\"rate\":{\"bits_per_second\":8000,\"bps\":1}}", "/rate/bps", ""),
                arguments("wrong type", "{\"latency\":40}", "/latency", "object"),
                arguments(
                        "text for a number",
                        "{\"latency\":{\"kind\":\"constant\",\"duration\":\"40\"}}",
                        "/latency/duration",
                        "40"),
                arguments(
                        "a fraction for a whole number",
                        "{\"latency\":{\"kind\":\"constant\",\"duration\":1.5}}",
                        "/latency/duration",
                        "1.5"),
                arguments("null", "{\"loss\":null}", "/loss", ""),
                arguments("duplicate key", "{\"seed\":1,\"seed\":2}", "/seed", "twice"),
                arguments("NaN", "{\"loss\":{\"model\":\"bernoulli\",\"pct\":NaN}}", "/loss", "NaN"),
                arguments("NaN as text", "{\"loss\":{\"model\":\"bernoulli\",\"pct\":\"NaN\"}}", "/loss/pct", "NaN"),
                arguments("too large a number", "{\"loss\":{\"model\":\"bernoulli\",\"pct\":1e999}}", "/loss/pct", ""),
                arguments(
                        "negative duration",
                        "{\"latency\":{\"kind\":\"constant\",\"duration\":-1}}",
                        "/latency/duration",
                        "-1"),
                arguments("loss 101 %", "{\"loss\":{\"model\":\"bernoulli\",\"pct\":101}}", "/loss/pct", "100"),
                arguments("rate 0", "{\"rate\":{\"bits_per_second\":0}}", "/rate/bits_per_second", "0"),
                arguments("2,000 digits", "{\"seed\":" + "7".repeat(2000) + "}", "/seed", "out of range"),
                arguments("unknown model", "{\"loss\":{\"model\":\"some\",\"pct\":1}}", "/loss/model", "some"),
                arguments("missing member", "{\"loss\":{\"model\":\"bernoulli\"}}", "/loss/pct", ""),
                arguments("reordering alone", "{\"reordering\":{\"pct\":1}}", "/reordering", "latency"),
                arguments("too deep", "{\"latency\":" + "[".repeat(40) + "]".repeat(40) + "}", "/latency", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void put_refusesABodyAndSaysWhere(String name, String body, String field, String detail) throws Exception {
        try (var client = server.client()) {
            var problem = problem(400, client.putJson(PORT1, body));
            assertTrue(problem.path("field").isTextual(), "a pointer, also to the whole: " + problem);
            assertTrue(problem.path("field").asText().startsWith(field), problem.toString());
            assertTrue(problem.path("detail").asText().contains(detail), problem.toString());
            assertEquals(200, client.get("/v1/health/live").status(), "the connection stays usable");
        }
        assertUntouched();
    }

    /** What is wrong; method and path; headers; body; status; a part of the detail. */
    static Stream<Arguments> requests() {
        var huge = "{\"seed\":" + " ".repeat(64 * 1024) + "1}";
        return Stream.of(
                arguments("unknown direction", "GET /v1/impairments/port3", List.of(), "", 400, "port1 or port2"),
                arguments("unknown direction", "PUT /v1/impairments/PORT1", JSON, "{}", 400, "port1 or port2"),
                arguments("unknown link", "GET /v1/links/moon", List.of(), "", 404, "default, lab"),
                arguments("unknown link", "PUT /v1/links/moon/impairments/port1", JSON, "{}", 404, "moon"),
                arguments("impossible link", "GET /v1/links/%22%3C/impairments/port1", List.of(), "", 404, ""),
                arguments("unknown path", "GET /v1/impairment/port1", List.of(), "", 404, "openapi.json"),
                arguments("unknown path", "GET /", List.of(), "", 404, ""),
                arguments("no such file", "GET /swagger-ui/passwd", List.of(), "", 404, ""),
                arguments("body over 64 KiB", "PUT " + PORT1, JSON, huge, 413, "65536"),
                arguments("form", "PUT " + PORT1, List.of("Content-Type: text/plain"), "{}", 415, "application/json"),
                arguments("no content type", "PUT " + PORT1, List.of(), "{}", 415, "application/json"),
                arguments("UTF-16", "PUT " + PORT1, List.of(JSON.get(0) + ";charset=utf-16"), "{}", 415, "utf-16"),
                arguments("packed", "PUT " + PORT1, with("Content-Encoding: gzip"), "{}", 415, "gzip"),
                arguments("garbage type", "PUT " + PORT1, List.of("Content-Type: ;"), "{}", 400, ""),
                arguments(
                        "only HTML wanted", "GET " + PORT1, List.of("Accept: text/html"), "", 406, "application/json"),
                arguments("name of no table", "PUT /v1/distributions/UP", JSON, "{\"entries\":[1]}", 400, "a-z"),
                arguments("a path for a name", "PUT /v1/distributions/..%2Fx", JSON, "{\"entries\":[1]}", 400, ""),
                arguments("a path for a name", "GET /v1/distributions/%2e%2e", List.of(), "", 400, ""),
                arguments("no entries", "PUT " + WIFI, JSON, "{\"entries\":[]}", 400, "1 to 16384"),
                arguments("too many entries", "PUT " + WIFI, JSON, entries(16_385), 400, "1 to 16384"),
                arguments("an entry of 17 bits", "PUT " + WIFI, JSON, "{\"entries\":[65536]}", 400, "32767"),
                arguments("entries beyond 128 KiB", "PUT " + WIFI, JSON, entries(70_000), 413, "131072"),
                arguments("no such table", "GET " + WIFI, List.of(), "", 404, "wifi"),
                arguments("wrong method", "POST " + PORT1, JSON, "{}", 405, "GET"),
                arguments("wrong method", "DELETE /v1/system", List.of(), "", 405, "GET"),
                arguments("made-up method", "FLY /v1/system", List.of(), "", 405, "GET"),
                arguments("bad If-Match", "PUT " + PORT1, with("If-Match: abc"), "{}", 400, "If-Match"),
                arguments("empty If-Match", "PUT " + PORT1, with("If-Match:"), "{}", 400, "If-Match"),
                arguments("other If-Match", "PUT " + PORT1, with("If-Match: \"abc\""), "{}", 412, "changed"),
                arguments("other If-Match", "DELETE " + PORT1, with("If-Match: \"abc\""), "", 412, "changed"),
                arguments("weak If-Match", "PUT " + PORT1, with("If-Match: W/\"abc\""), "{}", 412, "changed"));
    }

    private static String entries(int count) {
        return "{\"entries\":[" + "1,".repeat(count - 1) + "1]}";
    }

    @Test
    void largestTable_isStored() throws Exception {
        try (var client = server.client()) {
            var largest = "{\"entries\":[" + "-32768,".repeat(16_383) + "1]}";
            assertEquals(200, client.putJson(WIFI, largest).status());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("requests")
    void request_isRefusedInWords(
            String name, String request, List<String> headers, String body, int status, String detail)
            throws Exception {
        try (var client = server.client()) {
            var line = request.split(" ", 2);
            var response = client.send(line[0], line[1], body, headers.toArray(String[]::new));
            var problem = problem(status, response);
            assertTrue(problem.path("detail").asText().contains(detail), problem.toString());
            assertEquals(status == 405, !response.header("Allow").isEmpty());
        }
        assertUntouched();
    }

    static Stream<Arguments> places() {
        return Stream.of(
                arguments("PUT /v1/impairments/PORT1", "{}", "/direction"),
                arguments("GET /v1/links/default/impairments/port3", "", "/direction"),
                arguments("GET /v1/links/moon", "", "/link"),
                arguments("PUT " + PORT1, " ".repeat(64 * 1024 + 1), ""),
                arguments("PUT " + PORT1, "", ""),
                arguments("PUT " + PORT1, "{} {}", ""));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("places")
    void request_isRefusedWithThePlace(String request, String body, String field) throws Exception {
        try (var client = server.client()) {
            var line = request.split(" ", 2);
            var response = client.send(line[0], line[1], body, JSON.get(0));
            assertEquals(
                    field, problem(response.status(), response).path("field").asText("none"));
        }
    }

    @Test
    void put_takesWhatIsJsonInUtf8ByItsHeaders() throws Exception {
        try (var client = server.client()) {
            var response = client.send(
                    "PUT", PORT1, "{}", "Content-Type: application/json; charset=UTF-8", "Content-Encoding: identity");
            assertEquals(200, response.status(), response.body());
        }
    }

    @Test
    void put_refusesABodyWithoutALengthThatIsTooLarge() throws Exception {
        try (var client = server.client()) {
            client.raw("PUT " + PORT1 + " HTTP/1.1\r\nHost: c\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            for (var chunk = 0; chunk < 17; chunk++) {
                client.raw("1000\r\n" + " ".repeat(4096) + "\r\n");
            }
            problem(413, client.read(false));
        }
        assertUntouched();
    }

    private static List<String> with(String header) {
        return List.of(JSON.get(0), header);
    }

    private void assertUntouched() {
        assertAll(
                () -> assertEquals(0, server.link.changes() + server.lab.changes(), "changes"),
                () -> assertEquals(Impairment.NONE, server.link.held(Direction.PORT1)));
    }

    private static JsonNode problem(int status, SocketClient.Response response) throws IOException {
        assertEquals(status, response.status(), response.body());
        assertEquals("application/problem+json", response.header("Content-Type"));
        var problem = new ObjectMapper().readTree(response.body());
        assertEquals(status, problem.path("status").asInt());
        assertFalse(problem.path("title").asText().isEmpty(), "title");
        assertFalse(problem.path("type").asText().isEmpty(), "type");
        var detail = problem.path("detail").asText();
        assertFalse(detail.isEmpty(), "detail");
        assertFalse(detail.matches("(?s).*(chaos\\.|java\\.|Exception|jackson|jersey).*"), detail);
        return problem;
    }
}
