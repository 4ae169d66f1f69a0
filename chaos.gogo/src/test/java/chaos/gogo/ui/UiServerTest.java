package chaos.gogo.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.socket.SocketPath;
import chaos.dataplane.tck.FakeCalibration;
import chaos.gogo.MemoryLink;
import chaos.gogo.client.ChannelStreams;
import chaos.http.ServedLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from a browser to the real server, byte by byte. */
class UiServerTest {

    private static final int DEADLINE_MILLIS = 20_000;

    @TempDir
    private Path folder;

    private UiServer ui;
    private CompletableFuture<Void> serving;
    private String host;
    private String cookie = "";

    @BeforeEach
    void open() throws IOException {
        ui = UiServer.open(new SocketPath(folder.resolve("s")));
        host = URI.create(ui.address()).getAuthority();
        serving = CompletableFuture.runAsync(() -> {
            try {
                ui.serve();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        ui.close();
        serving.join();
    }

    @Test
    void browser_drivesTheApplianceThroughIt() throws Exception {
        var server = ServedLink.open(folder.resolve("s"), new MemoryLink(), new FakeCalibration());
        try {
            assertTrue(ask("GET /v1/system", "").startsWith("HTTP/1.1 403 "));
            login();
            assertTrue(ask("GET /v1/system", "").contains("\"api_version\":\"v1\""));
            var body = "{\"queue\":{\"limit_packets\":7}}";
            var origin = "Origin: http://" + host + "\r\n";
            var put = ask("PUT /v1/impairments/port1", origin + "Content-Type: application/json\r\n", body);
            assertTrue(put.startsWith("HTTP/1.1 200 "), put);
            assertTrue(put.contains("\"impairment\":" + body), put);
            var foreign = ask("DELETE /v1/impairments/port1", "Origin: http://evil.example\r\n");
            assertTrue(foreign.startsWith("HTTP/1.1 403 "), foreign);
            assertTrue(ask("GET /v1/impairments/port1", "").contains("\"impairment\":" + body));
            assertTrue(ask("GET /nowhere", "").contains("application/problem+json"));
            var page = ask("GET /swagger-ui/", "");
            assertTrue(
                    page.startsWith("HTTP/1.1 200 ") && page.contains("swagger"),
                    page.lines().limit(9).toList().toString());
        } finally {
            server.stop();
        }
    }

    @Test
    void tooLargeABody_isRefusedByTheApi() throws Exception {
        var server = ServedLink.open(folder.resolve("s"), new MemoryLink(), new FakeCalibration());
        try {
            login();
            var json = "Content-Type: application/json\r\n";
            var answer = ask("PUT /v1/impairments/port1", json, " ".repeat(100_000));
            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(ask("PUT /v1/impairments/port1", json, " ".repeat(1_100_000))
                    .startsWith("HTTP/1.1 413 "));
        } finally {
            server.stop();
        }
    }

    @Test
    void noDaemon_isABadGateway() throws IOException {
        login();
        var answer = ask("GET /v1/system", "");
        assertTrue(answer.startsWith("HTTP/1.1 502 "), answer);
        assertTrue(answer.contains("start one with chaosd"), answer);
    }

    @Test
    void stream_comesPieceByPiece() throws Exception {
        login();
        try (var appliance = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(folder.resolve("s")));
                var browser = connect()) {
            send(browser, "GET /v1/events/stream", "", "");
            try (var channel = appliance.accept()) {
                var request = new byte[4096];
                int length = ChannelStreams.input(channel).read(request);
                assertFalse(new String(request, 0, length, UTF_8).contains("Cookie"), "our cookie stays with us");
                for (var piece : new String[] {"HTTP/1.1 200 OK\r\n\r\n", "data: 1\n\n", "data: \u00e9\n\n"}) {
                    ChannelStreams.output(channel).write(piece.getBytes(UTF_8));
                    // Nothing more is sent before this piece has arrived as it was.
                    assertEquals(
                            piece,
                            new String(browser.getInputStream().readNBytes(piece.getBytes(UTF_8).length), UTF_8));
                }
            }
            assertEquals(-1, browser.getInputStream().read());
        }
    }

    @Test
    void silentBrowsers_areBounded() throws IOException {
        var silent = new java.util.ArrayList<Socket>();
        try {
            for (int i = 0; i < 32; i++) {
                silent.add(connect());
            }
            try (var oneMore = connect()) {
                var answer = new String(oneMore.getInputStream().readAllBytes(), UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
            }
        } finally {
            for (var each : silent) {
                each.close();
            }
        }
    }

    private void login() throws IOException {
        var answer = ask(
                "GET " + URI.create(ui.address()).getPath() + "?"
                        + URI.create(ui.address()).getQuery(),
                "");
        assertTrue(answer.startsWith("HTTP/1.1 303 "), answer);
        assertTrue(answer.contains("Location: /swagger-ui/\r\n"), answer);
        int start = answer.indexOf("Set-Cookie: ") + "Set-Cookie: ".length();
        cookie = "Cookie: " + answer.substring(start, answer.indexOf(';', start)) + "\r\n";
    }

    private String ask(String line, String fields) throws IOException {
        return ask(line, fields, "");
    }

    private String ask(String line, String fields, String body) throws IOException {
        try (var browser = connect()) {
            send(browser, line, fields, body);
            return new String(browser.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private void send(Socket browser, String line, String fields, String body) throws IOException {
        var head = line + " HTTP/1.1\r\nHost: " + host + "\r\n" + cookie + fields + "Content-Length: "
                + body.getBytes(UTF_8).length + "\r\n\r\n";
        browser.getOutputStream().write((head + body).getBytes(UTF_8));
    }

    private Socket connect() throws IOException {
        var socket = new Socket(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                URI.create(ui.address()).getPort());
        socket.setSoTimeout(DEADLINE_MILLIS);
        return socket;
    }
}
