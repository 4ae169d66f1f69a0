package chaos.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {

    @TempDir
    Path folder;

    @Test
    void prepare_makesTheFolderForOwnerAndGroup() throws Exception {
        var path = folder.resolve("run/chaosd/chaosd.sock");
        new SocketFile(new SocketPath(path)).prepare();
        assertEquals("rwxr-x---", permissions(path.getParent()));
    }

    @Test
    void prepare_keepsTheFolderUnderTheTemporaryOneToItsUser() throws Exception {
        var temporary = System.setProperty("java.io.tmpdir", folder.toString());
        try {
            var own = SocketPath.privateDirectory();
            var file = new SocketFile(new SocketPath(own.resolve("chaosd.sock")));
            file.prepare();
            assertEquals("rwx------", permissions(own));
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
            var refusal = assertThrows(FileSystemException.class, file::prepare);
            assertTrue(refusal.getMessage().contains("not a folder of your own"), refusal.getMessage());
            Files.delete(own);
            Files.createSymbolicLink(own, Files.createDirectory(folder.resolve("elsewhere")));
            assertThrows(FileSystemException.class, file::prepare);
        } finally {
            System.setProperty("java.io.tmpdir", temporary);
        }
    }

    @Test
    void prepare_removesASocketThatNothingListensOn() throws Exception {
        var path = folder.resolve("stale.sock");
        bind(path).close();
        assertTrue(Files.exists(path), "closing a socket leaves its file");
        new SocketFile(new SocketPath(path)).prepare();
        assertFalse(Files.exists(path));
    }

    @Test
    void prepare_refusesALiveSocketAndLeavesItServing() throws Exception {
        var path = folder.resolve("live.sock");
        try (var server = bind(path)) {
            var refusal = assertThrows(FileSystemException.class, () -> new SocketFile(new SocketPath(path)).prepare());
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
                assertThrows(FileSystemException.class, () -> new SocketFile(new SocketPath(path)).prepare());
            }
        }
    }

    @Test
    void prepare_refusesAFileThatIsNoSocket() throws Exception {
        var path = Files.writeString(folder.resolve("notes.txt"), "keep me");
        var refusal = assertThrows(FileSystemException.class, () -> new SocketFile(new SocketPath(path)).prepare());
        assertTrue(refusal.getMessage().contains("exists and is not a socket"), refusal.getMessage());
        assertEquals("keep me", Files.readString(path));
    }

    @Test
    void prepare_refusesASymbolicLink() throws Exception {
        var target = Files.writeString(folder.resolve("target"), "keep me");
        var path = Files.createSymbolicLink(folder.resolve("link.sock"), target);
        assertThrows(FileSystemException.class, () -> new SocketFile(new SocketPath(path)).prepare());
        assertTrue(Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Files.exists(target));
    }

    @Test
    void protect_letsOwnerAndGroupConnect() throws Exception {
        var path = folder.resolve("mode.sock");
        try (var server = bind(path)) {
            new SocketFile(new SocketPath(path)).protect();
            assertEquals("rw-rw----", permissions(path));
            assertTrue(server.isOpen());
        }
    }

    @Test
    void remove_takesItsOwnSocketOnly() throws Exception {
        var path = folder.resolve("own.sock");
        var file = new SocketFile(new SocketPath(path));
        bind(path).close();
        file.protect();
        Files.move(path, folder.resolve("kept-so-that-its-inode-is-not-reused"));
        try (var other = bind(path)) {
            file.remove();
            assertTrue(Files.exists(path) && other.isOpen(), "another daemon's socket stays");
        }
        var mine = new SocketFile(new SocketPath(path));
        mine.protect();
        mine.remove();
        assertFalse(Files.exists(path));
    }

    private static ServerSocketChannel bind(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
