package chaos.itest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.itest.Api;
import chaos.itest.Eventually;
import chaos.itest.process.Daemon.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The daemon as people start it, without ports: what it refuses, how it ends, what it leaves. */
class DaemonProcessIT {

    @TempDir
    private Path folder;

    static Stream<Arguments> badFiles() {
        return Stream.of(
                arguments("unknown key", List.of("port1_interfaces = \"eth0\""), List.of(":1:1:", "port1_interfaces")),
                arguments("unknown key", List.of("", "  colour = 1"), List.of(":2:3:", "colour")),
                arguments("no TOML", List.of("port1_interface ="), List.of(":1:")),
                arguments("wrong type", List.of("take_over = \"yes\""), List.of(":1:1:", "take_over")),
                arguments("half a link", List.of("port1_interface = \"eth0\""), List.of(":1:1:", "port2_interface")),
                arguments(
                        "one port twice",
                        List.of("port1_interface = \"eth0\"", "port2_interface = \"eth0\""),
                        List.of(":2:1:", "eth0")),
                arguments(
                        "long socket", List.of("socket_path = \"/" + "x".repeat(107) + "\""), List.of(":1:1:", "106")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badFiles")
    void start_withABadFile_isRefusedWithThePlace(String name, List<String> lines, List<String> expected)
            throws Exception {
        try (var daemon =
                Start.in(folder).configured(lines.toArray(String[]::new)).run()) {
            assertEquals(1, daemon.ended(), daemon.log());
            expected.forEach(text -> assertTrue(daemon.log().contains(text), text + " is not in " + daemon.log()));
            assertEveryLineIsForPeople(daemon.log());
        }
    }

    @Test
    void start_withASocketPathThatIsTooLong_isRefused() throws Exception {
        try (var daemon = Start.in(folder).at(folder.resolve("x".repeat(107))).run()) {
            assertEquals(1, daemon.ended(), daemon.log());
            assertTrue(daemon.log().contains("106"), daemon.log());
            assertEveryLineIsForPeople(daemon.log());
        }
    }

    @Test
    void terminate_removesTheSocketsAndEndsWell() throws Exception {
        var start = Start.in(folder).configured();
        try (var daemon = start.run().ready()) {
            assertTrue(Files.exists(start.socket()));
            assertEquals(0, daemon.terminate(), daemon.log());
        }
        assertFalse(Files.exists(start.socket()), "the socket is gone");
        assertFalse(Files.exists(start.socket().resolveSibling("console.sock")), "the console's socket is gone");
    }

    @Test
    void start_afterSigkill_takesThePlaceOfTheStaleSocket() throws Exception {
        var start = Start.in(folder).configured();
        try (var first = start.run().ready()) {
            first.kill();
        }
        assertTrue(Files.exists(start.socket()), "killed, it could not remove its socket");
        try (var second = start.run().ready()) {
            assertEquals(200, second.api().get("/v1/system").status());
        }
    }

    @Test
    void start_onTheSocketOfALiveDaemon_isRefusedAndHarmsNothing() throws Exception {
        var start = Start.in(folder).configured();
        try (var first = start.run().ready()) {
            first.api().put(Api.PORT1, Api.RATE).with(200);
            try (var second = start.run()) {
                assertEquals(1, second.ended(), second.log());
                assertTrue(second.log().contains("another daemon listens on " + start.socket()), second.log());
                assertEveryLineIsForPeople(second.log());
            }
            var body = first.api().get(Api.PORT1).with(200).body();
            assertTrue(body.contains("\"bits_per_second\":25000000"), body);
        }
    }

    @Test
    void start_twiceAtOnce_oneServesAndTheOtherIsRefused() throws Exception {
        var start = Start.in(folder).configured();
        try (var one = start.run();
                var two = start.run()) {
            Eventually.isTrue("one of them has ended", () -> !one.isAlive() || !two.isAlive());
            var loser = one.isAlive() ? two : one;
            var winner = one.isAlive() ? one : two;
            assertEquals(1, loser.ended(), loser.log());
            assertTrue(loser.log().contains("another daemon listens on " + start.socket()), loser.log());
            assertEveryLineIsForPeople(loser.log());
            winner.ready();
            assertTrue(winner.console("health").contains("health: "), winner.log());
        }
    }

    @Test
    void start_twiceInOneFolder_givesEachItsConsole() throws Exception {
        var start = Start.in(folder).configured();
        try (var one = start.at(folder.resolve("d/a.sock")).run().ready();
                var two = start.at(folder.resolve("d/b.sock")).run().ready()) {
            assertTrue(one.console("health").contains("health: "), one.log());
            assertTrue(two.console("health").contains("health: "), two.log());
        }
    }

    @Test
    void start_withTheNameOfAConsole_isRefused() throws Exception {
        try (var daemon = Start.in(folder).at(folder.resolve("d/console.sock")).run()) {
            assertEquals(1, daemon.ended(), daemon.log());
            assertTrue(daemon.log().contains("--socket: consoles have names like console.sock"), daemon.log());
            assertEveryLineIsForPeople(daemon.log());
        }
    }

    static Stream<Arguments> inTheWay() {
        return Stream.of(arguments("notes.txt"), arguments("link.sock"), arguments("notes.txt/chaosd.sock"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inTheWay")
    void start_whereAFileIsInTheWay_isRefusedAndTheFileStays(String place) throws Exception {
        var file = Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.createSymbolicLink(folder.resolve("link.sock"), file);
        try (var daemon =
                Start.in(folder).configured().at(folder.resolve(place)).run()) {
            assertEquals(1, daemon.ended(), daemon.log());
            assertTrue(daemon.log().contains("notes.txt") || daemon.log().contains("link.sock"), daemon.log());
            assertEveryLineIsForPeople(daemon.log());
        }
        assertEquals("mine", Files.readString(file));
    }

    /** No stack trace and no class name of ours: a refusal is for the person who started it. */
    private static void assertEveryLineIsForPeople(String log) throws IOException {
        assertFalse(log.contains("\tat ") || log.contains("Exception") || log.contains("chaos.launcher"), log);
    }
}
