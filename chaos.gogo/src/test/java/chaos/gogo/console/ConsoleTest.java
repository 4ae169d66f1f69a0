package chaos.gogo.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.gogo.GogoCommands;
import chaos.gogo.MemoryLink;
import chaos.gogo.Typist;
import chaos.gogo.client.ChannelStreams;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console with the real Gogo behind it. */
@Timeout(60)
class ConsoleTest {

    @TempDir
    private Path folder;

    private final MemoryLink link = new MemoryLink();
    private final ThreadIOImpl threads = new ThreadIOImpl();
    private Console console;

    @BeforeEach
    void start() throws IOException {
        threads.start();
        var processor = new CommandProcessorImpl(threads);
        var commands = GogoCommands.on(link);
        for (var name : GogoCommands.NAMES) {
            processor.addCommand("chaos", commands, name);
        }
        console = new Console(processor, path());
        console.start();
    }

    @AfterEach
    void stop() throws IOException {
        console.stop();
        threads.stop();
        assertFalse(Files.exists(folder.resolve("c")), "the socket is gone");
    }

    @Test
    void socket_isItsOwnersAlone() throws IOException {
        var mode = Files.getPosixFilePermissions(folder.resolve("c"));
        assertEquals("rw-------", PosixFilePermissions.toString(mode));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing else is left in the folder");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "system",
                "set port1 --latency 40ms --jitter 5ms --distribution normal",
                "set port1 --loss 1%",
                "set port1 --loss 101%",
                "set port1",
                "get port1 --json",
                "stats",
                "planes",
                "use model --force",
                "health",
                "impairments get port2",
                "clear port1",
                "help set",
                "use --help"
            })
    void line_givesTheBytesOfTheCommandLine(String line) throws IOException {
        var typed = Typist.within(new MemoryLink()).type(line);
        assertEquals("chaos> " + typed.out() + typed.err() + "chaos> ", talk(line + "\nexit\n"));
        assertEquals("chaos> " + typed.out() + typed.err() + "chaos> ", talk("chaos:" + line + "\n"));
    }

    @Test
    void line_mayBeAnythingAndTheSessionGoesOn() throws IOException {
        var said =
                talk("nonsense\n\n# nothing\nget port1 |\nget port1 --socket /x\nget port1 --log debug\n'\nplanes\n");
        assertTrue(said.contains("chaos: Command not found: nonsense\n"), said);
        assertTrue(said.contains("chaos: --socket has no meaning in the daemon's own console\n"), said);
        assertTrue(said.contains("chaos: --log has no meaning in the daemon's own console\n"), said);
        assertTrue(said.endsWith("0.1.0\nmodel    default  100      ready  none     0.1.0\nchaos> "), said);
        assertFalse(said.contains("Exception"), said);
    }

    @Test
    void end_ofOneSessionEndsNoOther() throws IOException {
        try (var other = connect()) {
            assertEquals("chaos> ", next(other, 7));
            assertTrue(talk("quit\n").startsWith("chaos> "));
            ChannelStreams.output(other).write("health\n".getBytes(UTF_8));
            assertEquals("health: warn\n", next(other, 13));
        }
        assertTrue(talk("health\n").contains("health: warn"));
    }

    @Test
    void sessions_areBounded() throws IOException {
        var open = new ArrayList<SocketChannel>();
        try {
            for (int i = 0; i < Console.MAX_SESSIONS; i++) {
                open.add(connect());
                assertEquals("chaos> ", next(open.get(i), 7));
            }
            assertEquals("there are 8 consoles open already; close one\n", talk(""));
        } finally {
            for (var each : open) {
                each.close();
            }
        }
    }

    @Test
    void stop_endsEverySession() throws IOException {
        try (var session = connect()) {
            assertEquals("chaos> ", next(session, 7));
            console.stop();
            assertEquals(-1, ChannelStreams.input(session).read());
        }
    }

    private Path path() {
        return folder.resolve("c");
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("c")));
    }

    private static String next(SocketChannel session, int bytes) throws IOException {
        return new String(ChannelStreams.input(session).readNBytes(bytes), UTF_8);
    }

    /** All that is said to these lines. */
    private String talk(String lines) throws IOException {
        try (var session = connect()) {
            if (!lines.isEmpty()) {
                ChannelStreams.output(session).write(lines.getBytes(UTF_8));
            }
            session.shutdownOutput();
            return new String(ChannelStreams.input(session).readAllBytes(), UTF_8);
        }
    }
}
