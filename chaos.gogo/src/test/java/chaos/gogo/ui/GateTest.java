package chaos.gogo.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.gogo.ui.RequestHead.RefusedHeadException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    private static final Pattern COOKIE =
            Pattern.compile("Set-Cookie: (chaos-ui-4711=[0-9a-f]{64}); Path=/; HttpOnly; SameSite=Strict\r\n");

    private final Gate gate = new Gate(4711);

    @ParameterizedTest(name = "Host {0}, Origin {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            127.0.0.1:4711      |                             | pass
            localhost:4711      |                             | pass
            127.0.0.1:4711      | http://127.0.0.1:4711       | pass
            localhost:4711      | http://localhost:4711       | pass
            127.0.0.1           |                             | 403
            127.0.0.1:4712      |                             | 403
            localhost           |                             | 403
            localhost:4711.     |                             | 403
            LOCALHOST:4711      |                             | 403
            evil.example:4711   |                             | 403
            evil.example        |                             | 403
            [::1]:4711          |                             | 403
            127.0.0.1:4711      | http://evil.example         | 403
            127.0.0.1:4711      | https://127.0.0.1:4711      | 403
            127.0.0.1:4711      | http://127.0.0.1:4712       | 403
            127.0.0.1:4711      | http://127.0.0.1:4711.evil  | 403
            127.0.0.1:4711      | http://localhost            | 403
            127.0.0.1:4711      | null                        | 403
            """)
    void stop_letsOnlyOurOwnPagesPass(String host, String origin, String expected) throws Exception {
        var cookie = redeem();
        var fields = "Host: " + host + "\r\n" + (origin == null ? "" : "Origin: " + origin + "\r\n");
        var reply = gate.stop(head("GET /v1/system", fields + "Cookie: a=b; " + cookie + "\r\n"));
        assertEquals(expected, reply.map(r -> r.status().substring(0, 3)).orElse("pass"));
    }

    @Test
    void stop_wantsTheHost() throws Exception {
        var cookie = redeem();
        assertTrue(
                gate.stop(head("GET /v1/system", "Cookie: " + cookie + "\r\n")).isPresent());
        var twice = head("GET /", "Host: 127.0.0.1:4711\r\nHost: 127.0.0.1:4711\r\n");
        assertThrows(RefusedHeadException.class, () -> gate.stop(twice));
        var origins = head("GET /", "Host: 127.0.0.1:4711\r\nOrigin: http://localhost:4711\r\nOrigin: http://x\r\n");
        assertThrows(RefusedHeadException.class, () -> gate.stop(origins));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Cookie: chaos-ui-4711=\r\n", "Cookie: chaos-ui-4711=0000\r\n", "Cookie: x\r\n"})
    void stop_wantsTheCookie(String cookie) throws Exception {
        var reply = gate.stop(head("DELETE /v1/impairments/port1", "Host: 127.0.0.1:4711\r\n" + cookie));
        assertTrue(reply.orElseThrow().text().contains("open the address that chaos ui printed"));
    }

    @Test
    void token_isGoodForOnce() throws Exception {
        var cookie = redeem();
        var again = gate.stop(head("GET /?token=" + gate.token(), "Host: 127.0.0.1:4711\r\n"));
        assertTrue(again.orElseThrow().text().contains("this token has been used"));
        assertFalse(new String(again.get().bytes(), java.nio.charset.StandardCharsets.UTF_8).contains("Set-Cookie"));
        // The one who has the cookie may load the page again.
        var reload =
                gate.stop(head("GET /?token=" + gate.token(), "Host: 127.0.0.1:4711\r\nCookie: " + cookie + "\r\n"));
        assertEquals("303 See Other", reload.orElseThrow().status());
    }

    @Test
    void token_thatIsWrongIsRefusedAndSpendsNothing() throws Exception {
        for (var target : new String[] {"/?token=", "/?token=" + "0".repeat(64), "/?token=" + gate.token() + "0"}) {
            var reply = gate.stop(head("GET " + target, "Host: 127.0.0.1:4711\r\n"));
            assertEquals("403 Forbidden", reply.orElseThrow().status());
        }
        var post = gate.stop(head("POST /?token=" + gate.token(), "Host: 127.0.0.1:4711\r\n"));
        assertEquals("403 Forbidden", post.orElseThrow().status());
        var rebound = gate.stop(head("GET /?token=" + gate.token(), "Host: evil.example:4711\r\n"));
        assertEquals("403 Forbidden", rebound.orElseThrow().status());
        assertFalse(redeem().isEmpty());
    }

    @Test
    void home_isTheSwaggerPage() throws Exception {
        var cookie = redeem();
        var reply = gate.stop(head("GET /", "Host: localhost:4711\r\nCookie: " + cookie + "\r\n"));
        assertTrue(reply.orElseThrow().fields().contains("Location: /swagger-ui/\r\n"));
    }

    private String redeem() throws RefusedHeadException {
        var reply = gate.stop(head("GET /?token=" + gate.token(), "Host: 127.0.0.1:4711\r\n"));
        var cookie = COOKIE.matcher(reply.orElseThrow().fields());
        assertTrue(cookie.find(), reply.get().fields());
        return cookie.group(1);
    }

    private static RequestHead head(String line, String fields) throws RefusedHeadException {
        return RequestHead.parse(line + " HTTP/1.1\r\n" + fields + "\r\n");
    }
}
