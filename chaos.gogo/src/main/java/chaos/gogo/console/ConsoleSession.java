package chaos.gogo.console;

import chaos.gogo.client.ChannelStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One console: reads a line, runs it, shows what comes of it. Its end ends nothing else. */
final class ConsoleSession implements Runnable, AutoCloseable {

    static final String PROMPT = "chaos> ";

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSession.class);
    private static final Set<String> BYE = Set.of("exit", "quit", "logout");
    private static final int MAX_LINE = 64 * 1024;

    private final CommandProcessor processor;
    private final SocketChannel channel;
    private final Consumer<ConsoleSession> ended;

    ConsoleSession(CommandProcessor processor, SocketChannel channel, Consumer<ConsoleSession> ended) {
        this.processor = processor;
        this.channel = channel;
        this.ended = ended;
    }

    @Override
    public void run() {
        var in = ChannelStreams.input(channel);
        var out = new PrintStream(ChannelStreams.output(channel), true, StandardCharsets.UTF_8);
        try (channel;
                var session = processor.createSession(in, out, out)) {
            // Our own commands first, then the framework's: lb, start, stop.
            session.put("SCOPE", "chaos:felix:gogo:*");
            converse(session, in, out);
        } catch (IOException e) {
            LOG.debug("console_ended cause={}", e.getMessage());
        } finally {
            ended.accept(this);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing a console", e);
        }
    }

    private static void converse(CommandSession session, InputStream in, PrintStream out) throws IOException {
        while (!out.checkError()) {
            out.print(PROMPT);
            out.flush();
            var line = line(in).map(String::strip);
            if (line.isEmpty() || BYE.contains(line.get())) {
                return;
            }
            if (!line.get().isEmpty() && !line.get().startsWith("#")) {
                execute(session, line.get(), out);
            }
        }
    }

    private static void execute(CommandSession session, String line, PrintStream out) {
        var task = new FutureTask<>(() -> session.execute(PercentSigns.escaped(line)));
        task.run();
        try {
            var result = task.get();
            if (result != null) {
                out.print(session.format(result, Converter.INSPECT) + "\n");
            }
        } catch (ExecutionException e) {
            var message = e.getCause().getMessage();
            out.print("chaos: " + (message == null ? "this command failed without saying why" : message) + "\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next line; empty at the end. Byte by byte, because what follows belongs to the command that is run. */
    private static Optional<String> line(InputStream in) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 && bytes.size() == 0) {
                return Optional.empty();
            }
            if (next < 0) {
                break;
            }
            if (bytes.size() == MAX_LINE) {
                throw new IOException("a line of more than " + MAX_LINE + " bytes");
            }
            bytes.write(next);
        }
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }
}
