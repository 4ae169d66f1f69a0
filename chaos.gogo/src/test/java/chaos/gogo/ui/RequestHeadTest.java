package chaos.gogo.ui;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.gogo.ui.RequestHead.RefusedHeadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {

    private static final String PIECES = "GET /PUT HTTP/1.1\r\n:Host Content-Length0 \t\u0000\u00e9\r\n\r\n";

    @Test
    void read_takesTheHeadAndNothingMore() throws Exception {
        var in = stream(
                "PUT /v1/impairments/port1?x=1 HTTP/1.1\r\n" + "Host:  a \r\nContent-Length: 2\r\nX-Y:\r\n\r\n{}rest");
        var head = RequestHead.read(in).orElseThrow();
        assertEquals("PUT", head.method());
        assertEquals("/v1/impairments/port1?x=1", head.target());
        assertEquals(Optional.of("a"), head.only("hOST"));
        assertEquals(Optional.of(""), head.only("x-y"));
        assertEquals(2, head.bodyBytes());
        assertEquals("{}rest", new String(in.readAllBytes(), ISO_8859_1));
    }

    @Test
    void forwarded_isForOneRequestAndWithoutWhatWasForUs() throws Exception {
        var head = RequestHead.read(stream("PUT /v1 HTTP/1.1\r\nHost: a\r\nIf-Match: \"7\"\r\n"
                        + "Cookie: s\r\nConnection: keep-alive\r\n\r\n"))
                .orElseThrow();
        assertEquals(
                "PUT /v1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nIf-Match: \"7\"\r\n\r\n",
                new String(head.forwarded(List.of("host", "cookie", "connection")), ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://evil.example/ HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                "get / HTTP/1.1\r\n\r\n",
                "CONNECT evil.example:443 HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\u0000\r\n\r\n",
                "GET / HTTP/1.1\r\nA\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 1, 2\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
                "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a",
                "\r\n\r\n"
            })
    void read_refusesWhatCouldBeReadInTwoWays(String text) {
        assertThrows(
                RefusedHeadException.class,
                () -> RequestHead.read(stream(text)).orElseThrow().bodyBytes());
    }

    @Test
    void read_isBounded() {
        var endless = "GET / HTTP/1.1\r\nA: " + "x".repeat(40_000);
        assertThrows(RefusedHeadException.class, () -> RequestHead.read(stream(endless)));
        assertThrows(RefusedHeadException.class, () -> RequestHead.read(stream(endless + "\r\n\r\n")));
    }

    @Test
    void read_knowsWhenNobodyAsks() throws Exception {
        assertTrue(RequestHead.read(stream("")).isEmpty());
    }

    /** What is let through and sent on is read by us, again, as the same request. */
    @Property(tries = 2000)
    void read_refusesOrUnderstandsAnything(@ForAll long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder(random.nextBoolean() ? "GET / HTTP/1.1\r\n" : "");
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(PIECES.charAt(random.nextInt(PIECES.length())));
        }
        try {
            var head = RequestHead.read(stream(text + "\r\n\r\n")).orElseThrow();
            var again = RequestHead.read(new ByteArrayInputStream(head.forwarded(List.of("host", "connection"))));
            assertEquals(head.target(), again.orElseThrow().target());
            assertEquals(head.all("Content-Length"), again.get().all("Content-Length"));
        } catch (RefusedHeadException refused) {
            assertTrue(refused.getMessage().length() > 10);
        }
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }
}
