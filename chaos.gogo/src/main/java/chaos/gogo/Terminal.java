package chaos.gogo;

import chaos.api.socket.SocketPath;
import chaos.client.RemoteDaemon;
import chaos.gogo.command.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line of a terminal: the appliance is behind its socket. */
record Terminal(Map<String, String> environment) implements Surroundings.Place {

    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    @Override
    public Surroundings.Reached reach(Optional<String> socket, Optional<String> log) {
        var level = log.orElse("error");
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException(
                    "--log must be " + String.join(", ", LEVELS) + ", was \"" + level + "\"");
        }
        // Read by the logging library when the first logger is made, which is after this.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
        var path = SocketPath.resolve(socket, Optional.empty(), environment);
        var daemon = new RemoteDaemon(path);
        return new Surroundings.Reached(daemon, Optional.of(path), daemon::close);
    }

    @Override
    public boolean isTerminal() {
        return true;
    }
}
