package chaos.launcher;

import chaos.api.socket.ListeningSocket;
import chaos.api.socket.SocketPath;
import chaos.launcher.settings.RefusedException;
import chaos.launcher.settings.Settings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * Where this daemon is on the machine.
 *
 * @param socket where it listens
 * @param stateDir where it keeps state; made by whoever first writes there
 * @param baseline the file of the calibration baseline
 * @param privateDirectory where nobody else can write, for what the framework keeps
 */
record Place(SocketPath socket, Path stateDir, Path baseline, Path privateDirectory) {

    private static final String BASELINE = "calibration-baseline.json";

    /**
     * The place that flag, environment and settings give.
     *
     * @throws RefusedException if the socket path is none, or if somebody else's files are in our private directory
     */
    static Place choose(Optional<String> flag, Settings settings, Map<String, String> environment)
            throws RefusedException {
        try {
            var socket = SocketPath.resolve(flag, settings.socketPath(), environment);
            var stateDir = settings.stateDir().orElseGet(() -> standardState(environment));
            var baseline = settings.baselinePath().orElseGet(() -> stateDir.resolve(BASELINE));
            return new Place(socket, stateDir, baseline, ownDirectory());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    /**
     * Takes the socket and the console's for this process, until the lock is closed; what is in the way stays.
     *
     * @throws RefusedException if another daemon has them, or if there cannot be a socket
     */
    SocketLock claim() throws RefusedException {
        try {
            if (isTaken()) {
                throw SocketLock.taken(socket);
            }
            ListeningSocket.prepare(socket.path());
            ListeningSocket.prepare(socket.console());
        } catch (FileSystemException e) {
            throw new RefusedException(e.getFile() + ": " + reason(e));
        } catch (IOException e) {
            throw new RefusedException(socket + ": " + e.getMessage());
        }
        return SocketLock.take(socket);
    }

    private static String reason(FileSystemException refusal) {
        return refusal.getReason() != null
                ? refusal.getReason()
                : "no socket can be made there; see that its folder exists or can be made, and that you may write it";
    }

    /** Whether something listens on the socket. */
    boolean isTaken() throws IOException {
        return ListeningSocket.isServed(socket.path());
    }

    private static Path standardState(Map<String, String> environment) {
        if (SocketPath.isRoot()) {
            return Path.of("/var/lib/chaos");
        }
        var state = environment.get("XDG_STATE_HOME");
        return state != null && state.startsWith("/")
                ? Path.of(state, "chaos")
                : Path.of(System.getProperty("user.home"), ".local", "state", "chaos");
    }

    private static Path ownDirectory() throws RefusedException {
        var directory = SocketPath.privateDirectory();
        try {
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(directory.getParent());
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            var seen = Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            var closed = PosixFilePermissions.toString(seen.permissions()).endsWith("------");
            if (seen.isDirectory() && closed && seen.owner().getName().equals(System.getProperty("user.name"))) {
                return directory;
            }
            throw new RefusedException(directory + " is not a directory of yours alone; remove it, or set TMPDIR and"
                    + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir to a place of your own");
        } catch (IOException e) {
            throw new RefusedException(
                    directory + " cannot be made or read (" + e.getMessage() + "); see that /tmp can be written");
        }
    }
}
