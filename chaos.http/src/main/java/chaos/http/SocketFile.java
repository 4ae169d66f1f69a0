package chaos.http;

import chaos.api.socket.SocketPath;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;

/**
 * The file of a Unix socket from before it is bound until after it is closed: what a dead daemon left is removed,
 * what a live one holds is not touched.
 */
final class SocketFile {

    private static final String PRIVATE = "rwx------";

    private final Path path;
    private Optional<Object> bound = Optional.empty();

    SocketFile(SocketPath socket) {
        this.path = socket.path();
    }

    Path path() {
        return path;
    }

    /** Makes the place free: creates the folder and removes a socket that nothing listens on. */
    void prepare() throws IOException {
        prepareFolder(path.getParent());
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isOther()) {
            throw refused(path, "exists and is not a socket", "move it away or choose another path");
        }
        if (listens()) {
            throw refused(
                    path, "belongs to a daemon that is running", "stop that daemon or choose another socket path");
        }
        Files.delete(path);
    }

    /** Called once the socket is bound: owner and group may connect, nobody else (mode 0660). */
    void protect() throws IOException {
        bound = identity();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    }

    /** Removes the socket that was bound here, unless somebody has put another file in its place. */
    void remove() throws IOException {
        if (bound.isPresent() && bound.equals(identity())) {
            Files.delete(path);
        }
        bound = Optional.empty();
    }

    /** A folder of the socket's own gets mode 0750; the one under the temporary directory is the user's alone. */
    private static void prepareFolder(Path folder) throws IOException {
        var own = folder.equals(SocketPath.privateDirectory());
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            var mode = PosixFilePermissions.fromString(own ? PRIVATE : "rwxr-x---");
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mode));
        }
        if (!Files.isDirectory(folder)) {
            throw refused(folder, "is not a folder", "choose another socket path");
        }
        if (own && !isPrivate(folder)) {
            throw refused(folder, "is not a folder of your own with mode 0700", "remove it or give --socket");
        }
    }

    private static boolean isPrivate(Path folder) throws IOException {
        var attributes = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.isDirectory()
                && attributes.owner().getName().equals(System.getProperty("user.name"))
                && PosixFilePermissions.toString(attributes.permissions()).equals(PRIVATE);
    }

    private Optional<Object> identity() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        return Optional.of(
                Objects.requireNonNull(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey()));
    }

    /** Not blocking: the queue of a live daemon may be full, and a blocking connect would wait for a place in it. */
    private boolean listens() throws IOException {
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

    private static FileSystemException refused(Path path, String why, String remedy) {
        return new FileSystemException(path.toString(), null, "socket path " + why + "; " + remedy);
    }
}
