package chaos.gogo.command;

import chaos.api.socket.SocketPath;
import chaos.client.Daemon;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * Where commands run: a terminal, a shell in it, or the daemon's own console.
 *
 * @param out for answers
 * @param err for refusals
 * @param in for documents from the standard input
 * @param place how the appliance is reached
 */
public record Surroundings(PrintWriter out, PrintWriter err, InputStream in, Place place) {

    /**
     * The appliance, reached.
     *
     * @param daemon the appliance
     * @param socket where it listens; empty: it is this process
     * @param ending what is to be done when it is no longer needed
     */
    public record Reached(Daemon daemon, Optional<SocketPath> socket, Runnable ending) implements AutoCloseable {

        @Override
        public void close() {
            ending.run();
        }
    }

    /** How the appliance is reached. */
    public interface Place {

        /**
         * The appliance.
         *
         * @param socket the value of {@code --socket}
         * @param log the value of {@code --log}
         * @throws IllegalArgumentException if a value cannot be meant here; the message names the flag
         */
        Reached reach(Optional<String> socket, Optional<String> log);

        /** Whether this is the command line of a terminal, which has more commands than the daemon's own console. */
        boolean isTerminal();
    }
}
