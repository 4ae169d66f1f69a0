package chaos.api.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A Unix socket that listens, from before its file is there until after it is gone. A new socket has the mode that the
 * umask leaves ({@code bind(2)}), so it is bound in a folder that nobody else may enter and moved to its place once its
 * mode is set: at no moment can anybody connect who may not. The move also takes the place of what a dead daemon left.
 */
public final class ListeningSocket implements AutoCloseable {

    private static final String PRIVATE = "rwx------";
    private static final String FOLDER = "rwxr-x---";
    private static final int FILE_TYPE = 0170000; // linux/stat.h: S_IFMT
    private static final int SOCKET_TYPE = 0140000; // linux/stat.h: S_IFSOCK

    private final Path path;
    private final ServerSocketChannel channel;
    private final Optional<Object> identity;

    /** Who may connect. */
    public enum Access {
        /** The user that the daemon runs as (mode 0600). */
        OWNER("rw-------"),
        /** That user and the file's group (mode 0660). */
        GROUP("rw-rw----");

        private final String mode;

        Access(String mode) {
            this.mode = mode;
        }
    }

    private ListeningSocket(Path path, ServerSocketChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.identity = identity(path);
    }

    /**
     * Listens; a socket that nobody listens on any more is replaced.
     *
     * @param path where, in a folder that is made if need be
     * @param access who may connect
     * @param queue how many connections may wait to be accepted
     * @throws FileSystemException if the place is taken; the message says by what and what to do
     * @throws IOException if there can be no socket
     */
    public static ListeningSocket open(Path path, Access access, int queue) throws IOException {
        prepare(path);
        var closed = Files.createDirectory(inside(path.getParent()), mode(PRIVATE));
        try {
            return open(closed.resolve("s"), path, access, queue);
        } finally {
            Files.deleteIfExists(closed.resolve("s"));
            Files.delete(closed);
        }
    }

    private static ListeningSocket open(Path first, Path path, Access access, int queue) throws IOException {
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(first), queue);
            Files.setPosixFilePermissions(first, PosixFilePermissions.fromString(access.mode));
            Files.move(first, path, StandardCopyOption.ATOMIC_MOVE);
            return new ListeningSocket(path, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Makes the folder of a socket, and sees that the place in it is free: nothing is there, or a socket that nobody
     * listens on. A folder gets mode 0750; the one under the temporary directory is its user's alone.
     *
     * @throws FileSystemException if the place is taken; the message says by what and what to do
     * @throws IOException if the folder cannot be made or read
     */
    public static void prepare(Path path) throws IOException {
        prepareFolder(path.getParent());
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & FILE_TYPE) != SOCKET_TYPE) {
            throw refused(path, "exists and is not a socket", "move it away or choose another socket path");
        }
        if (isServed(path)) {
            throw refused(
                    path, "belongs to a daemon that is running", "stop that daemon or choose another socket path");
        }
    }

    /** The socket, to accept connections from. */
    public ServerSocketChannel channel() {
        return channel;
    }

    /** Listens no more, and removes the file unless somebody has put another in its place. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (identity.isPresent() && identity.equals(identity(path))) {
            Files.deleteIfExists(path);
        }
    }

    private static void prepareFolder(Path folder) throws IOException {
        var own = folder.equals(SocketPath.privateDirectory());
        if (!Files.exists(folder)) {
            Files.createDirectories(folder, mode(own ? PRIVATE : FOLDER));
        }
        if (!Files.isDirectory(folder)) {
            throw refused(folder, "is not in a folder", "choose another socket path");
        }
        if (own && !isPrivate(folder)) {
            throw refused(folder, "is not in a folder of your own with mode 0700", "remove it or give --socket");
        }
    }

    /** A path no longer than that of a console in the same folder, which fits. */
    private static Path inside(Path folder) {
        return folder.resolve(
                "." + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    private static boolean isPrivate(Path folder) throws IOException {
        var attributes = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.isDirectory()
                && attributes.owner().getName().equals(System.getProperty("user.name"))
                && PosixFilePermissions.toString(attributes.permissions()).equals(PRIVATE);
    }

    /**
     * Whether somebody listens there; false where nothing is. Does not block: the queue of a live daemon may be full,
     * and connecting would wait for a place in it.
     *
     * @throws IOException if there can be no sockets here
     */
    public static boolean isServed(Path path) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException nobody) {
            return false;
        } catch (SocketException busy) {
            return true;
        }
    }

    private static Optional<Object> identity(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                ? Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey())
                : Optional.empty();
    }

    private static FileSystemException refused(Path path, String why, String remedy) {
        return new FileSystemException(path.toString(), null, "socket path " + why + "; " + remedy);
    }
}
