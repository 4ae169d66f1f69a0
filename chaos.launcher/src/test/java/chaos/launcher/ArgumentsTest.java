package chaos.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentsTest {

    @Test
    void parse_takesEveryForm() {
        var arguments = Arguments.parse("--socket", "/a.sock", "--log=debug", "lab.toml");
        assertEquals(
                new Arguments(
                        Optional.of(Path.of("lab.toml")),
                        Optional.of("/a.sock"),
                        Optional.of("debug"),
                        Optional.empty()),
                arguments);
        assertEquals(Optional.of(Arguments.Ask.HELP), Arguments.parse("--help").ask());
        assertEquals(
                Optional.of(Arguments.Ask.VERSION), Arguments.parse("--version").ask());
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> refused() {
        return Stream.of(
                arguments("--sokcet x", "unknown option --sokcet"),
                arguments("--socket", "--socket needs a value"),
                arguments("--log loud", "--log must be error, warn, info, debug or trace, was \"loud\""),
                arguments("a.toml b.toml", "one configuration file, not two: a.toml, b.toml"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void parse_refusesWithASentence(String line, String expected) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Arguments.parse(line.split(" ")));
        assertEquals(expected, refusal.getMessage());
    }
}
