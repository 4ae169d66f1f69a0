package chaos.gogo.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.gogo.Typist;
import chaos.gogo.command.Exit;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteDaemonTest {

    @TempDir
    private Path folder;

    @Test
    void noSocket_isSaidWithWhatToDo() {
        var result = Typist.at(folder.resolve("none")).type("system");
        assertEquals(Exit.UNREACHABLE, result.exit());
        assertEquals(
                "chaos: no daemon answers: the socket " + folder.resolve("none") + " does not exist; start one with"
                        + " chaosd, or name its socket with --socket or CHAOS_SOCKET\n",
                result.err());
    }

    @Test
    void staleSocket_isSaidToBeDead() throws IOException {
        try (var server = listen()) {
            assertTrue(server.isOpen());
        }
        var result = Typist.at(folder.resolve("s")).type("get port1");
        assertEquals(Exit.UNREACHABLE, result.exit());
        assertTrue(result.err().contains("has nobody listening; start one with chaosd"), result.err());
    }

    @Test
    void tooLongASocket_isUsage() {
        var result = Typist.at(folder.resolve("x".repeat(120))).type("system");
        assertEquals(Exit.USAGE, result.exit());
        assertTrue(result.err().contains("CHAOS_SOCKET: a socket path is at most 106 bytes"), result.err());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            200 OK     | no json          | 1 | the daemon answered 200 with something that this command does not
            200 OK     | {"version":"1"}  | 1 | /api_version is missing
            500 Fault  | oops             | 1 | the daemon answered 500 with something
            500 Fault  | {"type":"about:blank","title":"F","status":500,"detail":"incident=7"} | 1 | chaos: incident=7
            """)
    void strangeAnswers_areRefusals(String status, String body, int exit, String words) throws IOException {
        try (var server = listen()) {
            var answering = CompletableFuture.runAsync(() -> answer(server, status, body));
            var result = Typist.at(folder.resolve("s")).type("system");
            assertEquals(exit, result.exit(), result.err());
            assertTrue(result.err().contains(words), result.err());
            answering.join();
        }
    }

    @Test
    void brokenConnection_isUnreachable() throws IOException {
        try (var server = listen()) {
            var closing = CompletableFuture.runAsync(() -> answer(server, "", ""));
            assertEquals(
                    Exit.UNREACHABLE,
                    Typist.at(folder.resolve("s")).type("system").exit());
            closing.join();
        }
    }

    private ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve("s")));
    }

    /** Answers one request, or, without a status, closes on it. */
    private static void answer(ServerSocketChannel server, String status, String body) {
        try (var client = server.accept()) {
            client.read(ByteBuffer.allocate(4096));
            if (!status.isEmpty()) {
                var text = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
                client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
