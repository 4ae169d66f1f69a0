package chaos.api.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.socket.ListeningSocket.Access;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningSocketTest {

    private static final int ROUNDS = 50;

    @TempDir
    Path folder;

    @Test
    void prepare_makesTheFolderForOwnerAndGroup() throws Exception {
        var path = folder.resolve("run/chaosd/chaosd.sock");
        ListeningSocket.prepare(path);
        assertEquals("rwxr-x---", permissions(path.getParent()));
    }

    @Test
    void prepare_keepsTheFolderUnderTheTemporaryOneToItsUser() throws Exception {
        var temporary = System.setProperty("java.io.tmpdir", folder.toString());
        try {
            var own = SocketPath.privateDirectory();
            var path = own.resolve("chaosd.sock");
            ListeningSocket.prepare(path);
            assertEquals("rwx------", permissions(own));
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
            var refusal = assertThrows(FileSystemException.class, () -> ListeningSocket.prepare(path));
            assertTrue(refusal.getMessage().contains("not in a folder of your own"), refusal.getMessage());
            Files.delete(own);
            Files.createSymbolicLink(own, Files.createDirectory(folder.resolve("elsewhere")));
            assertThrows(FileSystemException.class, () -> ListeningSocket.prepare(path));
        } finally {
            System.setProperty("java.io.tmpdir", temporary);
        }
    }

    @Test
    void open_takesThePlaceOfASocketThatNothingListensOn() throws Exception {
        var path = folder.resolve("stale.sock");
        bind(path).close();
        assertTrue(Files.exists(path), "closing a socket leaves its file");
        try (var socket = ListeningSocket.open(path, Access.GROUP, 1);
                var client = SocketChannel.open(UnixDomainSocketAddress.of(path));
                var served = socket.channel().accept()) {
            assertTrue(client.isConnected() && served.isConnected());
        }
    }

    @Test
    void prepare_refusesALiveSocketAndLeavesItServing() throws Exception {
        var path = folder.resolve("live.sock");
        try (var server = bind(path)) {
            var refusal = assertThrows(FileSystemException.class, () -> ListeningSocket.prepare(path));
            assertEquals(
                    path + ": socket path belongs to a daemon that is running; "
                            + "stop that daemon or choose another socket path",
                    refusal.getMessage());
            try (var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertTrue(client.isConnected());
            }
            assertTrue(server.isOpen());
        }
    }

    @Test
    void prepare_refusesALiveSocketWhoseQueueIsFull() throws Exception {
        var path = folder.resolve("busy.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path), 1);
            try (var first = SocketChannel.open(UnixDomainSocketAddress.of(path));
                    var second = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertTrue(first.isConnected() && second.isConnected());
                assertThrows(FileSystemException.class, () -> ListeningSocket.prepare(path));
            }
        }
    }

    @Test
    void prepare_refusesAFileThatIsNoSocket() throws Exception {
        var path = Files.writeString(folder.resolve("notes.txt"), "keep me");
        var refusal = assertThrows(FileSystemException.class, () -> ListeningSocket.prepare(path));
        assertTrue(refusal.getMessage().contains("exists and is not a socket"), refusal.getMessage());
        assertEquals("keep me", Files.readString(path));
    }

    @Test
    void prepare_refusesASymbolicLink() throws Exception {
        var target = Files.writeString(folder.resolve("target"), "keep me");
        var path = Files.createSymbolicLink(folder.resolve("link.sock"), target);
        assertThrows(FileSystemException.class, () -> ListeningSocket.prepare(path));
        assertTrue(Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Files.exists(target));
    }

    @Test
    void prepare_refusesADevice() {
        var refusal = assertThrows(FileSystemException.class, () -> ListeningSocket.prepare(Path.of("/dev/null")));
        assertTrue(refusal.getMessage().contains("exists and is not a socket"), refusal.getMessage());
    }

    @Test
    void prepare_refusesAFolderThatIsAFile() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "keep me");
        var refusal =
                assertThrows(FileSystemException.class, () -> ListeningSocket.prepare(file.resolve("chaosd.sock")));
        assertTrue(refusal.getMessage().contains("is not in a folder"), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"OWNER, rw-------", "GROUP, rw-rw----"})
    void open_letsInWhoMayAndLeavesNothingElse(Access access, String mode) throws Exception {
        var path = folder.resolve("mode.sock");
        try (var socket = ListeningSocket.open(path, access, 1)) {
            assertEquals(mode, permissions(path));
            assertTrue(socket.channel().isOpen());
            assertEquals(List.of(path), files());
        }
        assertEquals(List.of(), files());
    }

    /** Whatever the umask is: there is no moment at which the socket is in its place with another mode. */
    @Test
    void open_showsTheSocketOnlyWithItsMode() throws Exception {
        var path = folder.resolve("watched.sock");
        var seen = ConcurrentHashMap.<String>newKeySet();
        var done = new AtomicBoolean();
        var watch = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                mode(path).ifPresent(seen::add);
            }
        });
        for (var round = 0; round < ROUNDS || seen.isEmpty(); round++) {
            ListeningSocket.open(path, Access.OWNER, 1).close();
        }
        done.set(true);
        watch.get(10, TimeUnit.SECONDS);
        assertEquals(Set.of("rw-------"), seen);
    }

    @Test
    void open_fitsWhereverTheSocketDoes() throws Exception {
        var room = SocketPath.MAX_BYTES - folder.toString().length() - "/".length() - "/chaos-1.sock".length();
        var path = folder.resolve("d".repeat(room)).resolve("chaos-1.sock");
        assertEquals(SocketPath.MAX_BYTES, path.toString().length());
        try (var socket = ListeningSocket.open(path, Access.GROUP, 1);
                var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertTrue(client.isConnected() && socket.channel().isOpen());
        }
    }

    @Test
    void close_removesItsOwnSocketOnly() throws Exception {
        var path = folder.resolve("own.sock");
        var mine = ListeningSocket.open(path, Access.GROUP, 1);
        Files.move(path, folder.resolve("kept-so-that-its-inode-is-not-reused"));
        try (var other = bind(path)) {
            mine.close();
            assertTrue(Files.exists(path) && other.isOpen(), "another daemon's socket stays");
        }
    }

    private static Optional<String> mode(Path path) {
        try {
            return Optional.of(permissions(path));
        } catch (IOException e) {
            return Optional.empty(); // not there at this moment
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static ServerSocketChannel bind(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
