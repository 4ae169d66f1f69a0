package chaos.gogo.console;

import chaos.api.socket.SocketPath;
import java.io.IOException;
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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A listening Unix socket that only its owner may open (mode 0600). It is bound in a folder that nobody else may enter,
 * and moved to its place when its mode is set: at no moment could anybody else have connected.
 */
final class ConsoleSocket implements AutoCloseable {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-x---");

    private final Path path;
    private final ServerSocketChannel server;
    private final Optional<Object> identity;

    private ConsoleSocket(Path path, ServerSocketChannel server) throws IOException {
        this.path = path;
        this.server = server;
        this.identity = identity(path);
    }

    /**
     * Listens; a socket that nobody listens on any more is replaced.
     *
     * @throws IOException if somebody listens there, or something else than a socket is there
     */
    static ConsoleSocket open(SocketPath socket) throws IOException {
        var path = socket.path();
        var folder = path.getParent();
        if (!Files.exists(folder)) {
            var mode = folder.equals(SocketPath.privateDirectory()) ? PRIVATE : FOLDER;
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mode));
        }
        refuseTaken(path);
        // A name no longer than that of the socket itself, so that its path fits too.
        var closed = Files.createTempDirectory(folder, ".", PosixFilePermissions.asFileAttribute(PRIVATE));
        try {
            return open(closed.resolve("s"), path);
        } finally {
            Files.deleteIfExists(closed.resolve("s"));
            Files.delete(closed);
        }
    }

    private static ConsoleSocket open(Path first, Path path) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(first));
            Files.setPosixFilePermissions(first, OWNER);
            Files.move(first, path, StandardCopyOption.ATOMIC_MOVE);
            return new ConsoleSocket(path, server);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Waits for somebody to connect. */
    SocketChannel accept() throws IOException {
        return server.accept();
    }

    /** Listens no more, and removes the file unless somebody has put another in its place. */
    @Override
    public void close() throws IOException {
        server.close();
        if (identity.equals(identity(path))) {
            Files.deleteIfExists(path);
        }
    }

    private static void refuseTaken(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!attributes(path).isOther()) {
            throw refused(path, "is there and is not a socket; move it away, or choose another socket path");
        }
        try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (java.net.ConnectException e) {
            return; // nobody listens
        }
        throw refused(path, "belongs to a daemon that is running; stop it, or choose another socket path");
    }

    private static FileSystemException refused(Path path, String why) {
        return new FileSystemException(path.toString(), null, "the console's socket " + why);
    }

    private static Optional<Object> identity(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                ? Optional.ofNullable(attributes(path).fileKey())
                : Optional.empty();
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
