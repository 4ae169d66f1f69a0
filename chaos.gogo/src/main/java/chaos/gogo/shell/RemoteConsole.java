package chaos.gogo.shell;

import chaos.api.socket.SocketPath;
import chaos.client.UnreachableException;
import chaos.gogo.client.ChannelStreams;
import chaos.gogo.command.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon's own console in this terminal: what is typed goes there, what it says comes here. */
public final class RemoteConsole {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteConsole.class);
    private static final int BUFFER = 4096;

    private final SocketPath socket;

    /** The console of the daemon that listens on this socket. */
    public RemoteConsole(SocketPath socket) {
        this.socket = socket;
    }

    /** Until either side ends it. */
    public void run(Surroundings surroundings) throws UnreachableException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket.console()))) {
            var typing = new Thread(() -> send(surroundings.in(), channel), "chaos-console-input");
            typing.setDaemon(true);
            typing.start();
            show(channel, surroundings);
        } catch (IOException e) {
            throw new UnreachableException(
                    "no console answers on " + socket.console() + " (" + e.getMessage()
                            + "); be the user that the daemon runs as, and see that it runs",
                    e);
        }
    }

    private static void send(InputStream in, SocketChannel channel) {
        try {
            in.transferTo(ChannelStreams.output(channel));
            channel.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("console_input_ended cause={}", e.getMessage());
        }
    }

    private static void show(SocketChannel channel, Surroundings surroundings) throws IOException {
        var text = new InputStreamReader(ChannelStreams.input(channel), StandardCharsets.UTF_8);
        var buffer = new char[BUFFER];
        for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
            surroundings.out().write(buffer, 0, count);
            surroundings.out().flush();
        }
    }
}
