package chaos.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.socket.SocketPath;
import chaos.launcher.settings.RefusedException;
import chaos.launcher.settings.Settings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {

    @TempDir
    private Path folder;

    @Test
    void choose_hasAPrivateDirectory() throws RefusedException, IOException {
        var own = at("a.sock").privateDirectory();
        assertEquals(SocketPath.privateDirectory(), own);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
    }

    @Test
    void choose_refusesAPathThatIsTooLong() {
        var tooLong = Optional.of("/" + "d".repeat(110));
        var refusal = assertThrows(RefusedException.class, () -> Place.choose(tooLong, Settings.NONE, Map.of()));
        assertTrue(refusal.getMessage().startsWith("--socket: a socket path is at most 106 bytes"));
    }

    @Test
    void choose_keepsStateWhereTheFileOrTheUserSays() throws RefusedException {
        var configured = new Settings(
                Settings.NONE.links(), Optional.of("/a.sock"), Optional.of(Path.of("/var/lib/lab")), Optional.empty());
        assertEquals(
                Path.of("/var/lib/lab"),
                Place.choose(Optional.empty(), configured, Map.of()).stateDir());
        var expected = SocketPath.isRoot() ? "/var/lib/chaos" : "/home/lab/state/chaos";
        assertEquals(
                Path.of(expected),
                Place.choose(Optional.of("/a.sock"), Settings.NONE, Map.of("XDG_STATE_HOME", "/home/lab/state"))
                        .stateDir());
    }

    @Test
    void isTaken_onlyWhileSomethingListens() throws RefusedException, IOException {
        var place = at("chaosd.sock");
        assertFalse(place.isTaken());
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(place.socket().path()));
            assertTrue(place.isTaken());
        }
        assertTrue(Files.exists(place.socket().path()), "a socket file stays behind");
        assertFalse(place.isTaken());
    }

    @Test
    void claim_isOneDaemonsAtATime() throws RefusedException, IOException {
        var place = at("run/chaosd.sock");
        try (var first = place.claim()) {
            var refusal = assertThrows(RefusedException.class, place::claim);
            assertTrue(refusal.getMessage().startsWith("another daemon listens on " + place.socket()));
            try (var beside = at("run/other.sock").claim()) {
                assertNotEquals(first, beside);
            }
            var file = folder.resolve("run/chaosd.sock.lock");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        place.claim().close();
    }

    @Test
    void claim_refusesWhatIsInTheWayAndLeavesIt() throws IOException {
        var notes = Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.createSymbolicLink(folder.resolve("link.sock"), notes);
        for (var name : List.of("notes.txt", "link.sock", "notes.txt/chaosd.sock")) {
            var refusal = assertThrows(RefusedException.class, () -> at(name).claim());
            assertTrue(refusal.getMessage().startsWith(folder + "/"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("; "), "what to do: " + refusal.getMessage());
        }
        assertEquals("mine", Files.readString(notes));
    }

    @Test
    void claim_doesNotFollowALinkToALock() throws IOException {
        Files.createSymbolicLink(folder.resolve("chaosd.sock.lock"), folder.resolve("elsewhere"));
        assertThrows(RefusedException.class, () -> at("chaosd.sock").claim());
        assertFalse(Files.exists(folder.resolve("elsewhere")));
    }

    private Place at(String name) throws RefusedException {
        return Place.choose(Optional.of(folder.resolve(name).toString()), Settings.NONE, Map.of());
    }
}
