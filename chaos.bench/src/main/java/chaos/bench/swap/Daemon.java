package chaos.bench.swap;

import java.nio.file.Path;

/**
 * The two sockets of a running daemon.
 *
 * @param socket where the API is
 */
record Daemon(Path socket) {

    /** Where the daemon's own console is: beside the API. */
    Path console() {
        return socket.resolveSibling("console.sock");
    }
}
