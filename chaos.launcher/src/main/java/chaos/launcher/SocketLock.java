package chaos.launcher;

import chaos.api.socket.SocketPath;
import chaos.launcher.settings.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * One daemon a socket, also while two start at once: a lock on a file beside the socket, held from before anything is
 * started until the process ends. It is the socket's name that is locked, so it covers the console's socket too, whose
 * name is made of it.
 *
 * <p>The file is never deleted. A daemon could have opened it before and lock it afterwards, while the next one makes
 * and locks another file of the same name.
 */
final class SocketLock implements AutoCloseable {

    private static final String SUFFIX = ".lock";

    private final FileChannel channel;

    private SocketLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the socket for this process.
     *
     * @throws RefusedException if another daemon has it
     */
    static SocketLock take(SocketPath socket) throws RefusedException {
        var file = socket.path().resolveSibling(socket.path().getFileName() + SUFFIX);
        try {
            var channel = open(file);
            if (isLocked(channel)) {
                return new SocketLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new RefusedException(file + " cannot be locked (" + e.getMessage()
                    + "); see that you may write it, or choose another place with --socket");
        }
        throw taken(socket);
    }

    /** The refusal of a socket that another daemon has. */
    static RefusedException taken(SocketPath socket) {
        return new RefusedException(
                "another daemon listens on " + socket + " already; stop it, or choose another place with --socket");
    }

    /** A link is not followed: in a folder that others can write, it might lead to a file of somebody else. */
    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this process
        }
    }

    /** Lets another daemon have the socket. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
