package chaos.gogo;

import chaos.gogo.client.LocalDaemon;
import chaos.gogo.command.Commands;
import chaos.gogo.command.Surroundings;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands as functions of Gogo: {@code chaos:set port1 --latency 40ms}. They give what the command line gives. */
@Component(
        service = GogoCommands.class,
        property = {
            "osgi.command.scope=chaos",
            "osgi.command.function=system",
            "osgi.command.function=get",
            "osgi.command.function=set",
            "osgi.command.function=clear",
            "osgi.command.function=impairments",
            "osgi.command.function=preview",
            "osgi.command.function=stats",
            "osgi.command.function=planes",
            "osgi.command.function=use",
            "osgi.command.function=distributions",
            "osgi.command.function=import",
            "osgi.command.function=fit",
            "osgi.command.function=calibrate",
            "osgi.command.function=health",
            "osgi.command.function=help"
        })
public final class GogoCommands {

    /** The names of the functions, as above. */
    public static final List<String> NAMES = List.of(
            "system",
            "get",
            "set",
            "clear",
            "impairments",
            "preview",
            "stats",
            "planes",
            "use",
            "distributions",
            "import",
            "fit",
            "calibrate",
            "health",
            "help");

    private final LocalDaemon.Services services;

    /** The commands on these services. */
    @Activate
    public GogoCommands(@Reference(name = "services") ControlServices services) {
        this((LocalDaemon.Services) services);
    }

    private GogoCommands(LocalDaemon.Services services) {
        this.services = services;
    }

    /** The commands on services that somebody else looks after. */
    public static GogoCommands on(LocalDaemon.Services services) {
        return new GogoCommands(services);
    }

    /** Shows the appliance. */
    public void system(CommandSession session, String... words) {
        run(session, "system", words);
    }

    /** Shows what is done to a direction. */
    public void get(CommandSession session, String... words) {
        run(session, "get", words);
    }

    /** Impairs a direction. */
    public void set(CommandSession session, String... words) {
        run(session, "set", words);
    }

    /** Lets packets of a direction pass untouched. */
    public void clear(CommandSession session, String... words) {
        run(session, "clear", words);
    }

    /** Is the long way to get, set and clear. */
    public void impairments(CommandSession session, String... words) {
        run(session, "impairments", words);
    }

    /** Shows what an impairment would do. */
    public void preview(CommandSession session, String... words) {
        run(session, "preview", words);
    }

    /** Shows the counters. */
    public void stats(CommandSession session, String... words) {
        run(session, "stats", words);
    }

    /** Shows the planes. */
    public void planes(CommandSession session, String... words) {
        run(session, "planes", words);
    }

    /** Chooses the plane. */
    public void use(CommandSession session, String... words) {
        run(session, "use", words);
    }

    /** Shows the tables of latencies. */
    public void distributions(CommandSession session, String... words) {
        run(session, "distributions", words);
    }

    /** Makes a table of a file; Gogo finds it as {@code import}, which Java cannot spell. */
    @SuppressWarnings("MemberName")
    public void _import(CommandSession session, String... words) {
        run(session, "import", words);
    }

    /** Fits a loss model and a table to a recording. */
    public void fit(CommandSession session, String... words) {
        run(session, "fit", words);
    }

    /** Measures how close what packets see is to what was set. */
    public void calibrate(CommandSession session, String... words) {
        run(session, "calibrate", words);
    }

    /** Shows how the appliance is. */
    public void health(CommandSession session, String... words) {
        run(session, "health", words);
    }

    /** Prints the help of a command. */
    public void help(CommandSession session, String... words) {
        run(session, "help", words);
    }

    private void run(CommandSession session, String name, String... words) {
        var line = new ArrayList<>(List.of(name));
        line.addAll(List.of(words));
        var process = Optional.ofNullable(Process.Utils.current());
        var surroundings = new Surroundings(
                writer(process.map(Process::out).orElseGet(session::getConsole)),
                writer(process.map(Process::err).orElseGet(session::getConsole)),
                process.map(Process::in).orElseGet(session::getKeyboard),
                new Here());
        int code = new Commands(surroundings).run(line);
        process.ifPresent(running -> running.error(code));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }

    /** The appliance in this process. */
    private final class Here implements Surroundings.Place {

        @Override
        public Surroundings.Reached reach(Optional<String> socket, Optional<String> log) {
            if (socket.isPresent()) {
                throw new IllegalArgumentException("--socket has no meaning in the daemon's own console");
            }
            if (log.isPresent()) {
                throw new IllegalArgumentException("--log has no meaning in the daemon's own console");
            }
            return new Surroundings.Reached(new LocalDaemon(services), Optional.empty(), () -> {});
        }

        @Override
        public boolean isTerminal() {
            return false;
        }
    }
}
