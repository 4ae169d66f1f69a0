package chaos.api.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        var longest = "/" + "d".repeat(93) + "/chaos-1.sock";
        assertEquals(107, SocketPath.parse(longest).path().toString().length());
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> SocketPath.resolve(Optional.of("/" + "d".repeat(107)), NONE, Map.of()));
        assertTrue(refusal.getMessage().startsWith("--socket: a socket path is at most 107 bytes"));
        assertTrue(refusal.getMessage().contains("has 108"), refusal.getMessage());
    }

    @Test
    void parse_countsBytesAndTheConsoleBesideIt() {
        assertThrows(IllegalArgumentException.class, () -> SocketPath.parse("/" + "d".repeat(103) + "/s"));
        assertThrows(IllegalArgumentException.class, () -> SocketPath.parse(""));
        assertThrows(IllegalArgumentException.class, () -> SocketPath.parse("/"));
        assertThrows(IllegalArgumentException.class, () -> SocketPath.parse("/run/\0"));
    }

    @Test
    void console_isBeside() {
        assertEquals(
                Path.of("/run/chaosd/console.sock"),
                SocketPath.parse("/run/chaosd/chaosd.sock").console());
    }
}
