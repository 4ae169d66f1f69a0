package chaos.gogo.console;

import chaos.api.socket.ListeningSocket;
import chaos.api.socket.ListeningSocket.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for consoles, and gives each its own session until either side ends it. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "chaos.gogo.console",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Console.Config.class)
public final class Console {

    /** A person has one, a few people a few; more are a leak. */
    static final int MAX_SESSIONS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final CommandProcessor processor;
    private final Path path;
    private final Set<ConsoleSession> sessions = ConcurrentHashMap.newKeySet();
    private ListeningSocket socket;

    /** Where the console listens. */
    @ObjectClassDefinition(name = "CHAOS console")
    public @interface Config {

        /** The path of the socket. */
        @AttributeDefinition(name = "Socket", description = "path of the console's Unix socket, at most 106 bytes")
        String socket();
    }

    /** A console that runs its commands here. */
    @Activate
    public Console(@Reference(name = "processor") CommandProcessor processor, Config config) {
        this(processor, Path.of(config.socket()));
    }

    Console(CommandProcessor processor, Path path) {
        this.processor = processor;
        this.path = path;
    }

    @Activate
    void start() throws IOException {
        socket = ListeningSocket.open(path, Access.OWNER, MAX_SESSIONS);
        var listener = new Thread(this::listen, "chaos-console");
        listener.setDaemon(true);
        listener.start();
        LOG.info("console_listens socket={}", path);
    }

    @Deactivate
    void stop() throws IOException {
        socket.close();
        sessions.forEach(ConsoleSession::close);
    }

    /** Until the socket is closed. */
    private void listen() {
        while (true) {
            try {
                admit(socket.channel().accept());
            } catch (java.nio.channels.ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("console_refused cause={}", e.getMessage());
                return;
            }
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        if (sessions.size() >= MAX_SESSIONS) {
            try (channel) {
                var text = "there are " + MAX_SESSIONS + " consoles open already; close one\n";
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
            return;
        }
        var session = new ConsoleSession(processor, channel, sessions::remove);
        sessions.add(session);
        var thread = new Thread(session, "chaos-console-session");
        thread.setDaemon(true);
        thread.start();
    }
}
