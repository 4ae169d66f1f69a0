package chaos.api.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SocketPathTest {

    private static final Optional<String> NONE = Optional.empty();

    static Stream<Arguments> order() {
        var flag = Optional.of("/run/flag.sock");
        var file = Optional.of("/run/file.sock");
        var variable = Map.of("CHAOS_SOCKET", "/run/variable.sock");
        return Stream.of(
                arguments(flag, file, variable, "/run/flag.sock"),
                arguments(NONE, file, variable, "/run/variable.sock"),
                arguments(NONE, file, Map.of(), "/run/file.sock"),
                arguments(NONE, file, Map.of("CHAOS_SOCKET", ""), "/run/file.sock"));
    }

    @ParameterizedTest(name = "flag {0}, file {1}, {2}")
    @MethodSource("order")
    void resolve_takesTheFirstGiven(
            Optional<String> flag, Optional<String> file, Map<String, String> variables, String expected) {
        assertEquals(
                Path.of(expected), SocketPath.resolve(flag, file, variables).path());
    }

    @Test
    void standard_isInARunDirectoryOfTheUser() {
        var standard = SocketPath.resolve(NONE, NONE, Map.of("XDG_RUNTIME_DIR", "/run/user/1000"));
        var expected = SocketPath.isRoot() ? "/run/chaosd/chaosd.sock" : "/run/user/1000/chaosd/chaosd.sock";
        assertEquals(Path.of(expected), standard.path());
    }

    @Test
    void standard_withoutARunDirectoryIsPrivate() {
        var standard = SocketPath.standard(Map.of()).path();
        var expected = SocketPath.isRoot() ? Path.of("/run/chaosd") : SocketPath.privateDirectory();
        assertEquals(expected, standard.getParent());
    }

    @Test
    void parse_refusesWhatTheKernelCannotHold() {
        var longest = "/" + "d".repeat(92) + "/chaos-1.sock";
        assertEquals(106, SocketPath.parse(longest).path().toString().length());
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> SocketPath.resolve(Optional.of("/" + "d".repeat(107)), NONE, Map.of()));
        assertTrue(refusal.getMessage().startsWith("--socket: a socket path is at most 106 bytes"));
        assertTrue(refusal.getMessage().contains("has 108"), refusal.getMessage());
    }

    @Test
    void parse_countsBytesAndTheConsoleBesideIt() {
        assertThrows(IllegalArgumentException.class, () -> SocketPath.parse("/" + "d".repeat(103) + "/s"));
        assertThrows(IllegalArgumentException.class, () -> SocketPath.parse(""));
        assertThrows(IllegalArgumentException.class, () -> SocketPath.parse("/"));
        assertThrows(IllegalArgumentException.class, () -> SocketPath.parse("/run/\0"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/run/chaosd/chaosd.sock, /run/chaosd/console.sock",
        "/run/chaosd/a.sock, /run/chaosd/a-console.sock",
        "/run/chaosd/a, /run/chaosd/a-console",
        "/run/chaosd/.sock, /run/chaosd/-console.sock"
    })
    void console_isBesideWithANameOfItsOwn(String socket, String console) {
        assertEquals(Path.of(console), SocketPath.parse(socket).console());
        var refusal = assertThrows(IllegalArgumentException.class, () -> SocketPath.parse(console));
        assertTrue(refusal.getMessage().contains("give the socket another"), refusal.getMessage());
    }

    @Test
    void console_fitsBesideTheLongestSocket() {
        var folder = "/" + "d".repeat(92);
        var one = SocketPath.parse(folder + "/chaos-1.sock").console();
        var two = SocketPath.parse(folder + "/chaos-2.sock").console();
        assertTrue(one.toString().length() <= SocketPath.MAX_BYTES && one.startsWith(folder), one.toString());
        assertNotEquals(one, two);
        assertThrows(IllegalArgumentException.class, () -> SocketPath.parse(one.toString()));
    }
}
