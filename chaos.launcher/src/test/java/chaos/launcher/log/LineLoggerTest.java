package chaos.launcher.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LineLoggerTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");

    @AfterEach
    void standardLevel() {
        System.clearProperty(LogLevel.PROPERTY);
    }

    @Test
    void binding_isTheOneThatSlf4jFinds() {
        assertEquals(LineLogger.class, LoggerFactory.getLogger("chaos.x").getClass());
    }

    @Test
    void line_isKeysAndValues() {
        assertEquals(
                "at=2026-11-21T10:00:00.123Z level=info from=chaos.x state=started",
                new LineLogger("chaos.x").line(AT, Level.INFO, "state=started", null));
    }

    @Test
    void line_staysALine() {
        var cause = new IllegalStateException("two\nlines", new IOException("below"));
        var line = new LineLogger("chaos.x").line(AT, Level.ERROR, "a\nb\r\u001b[31m", cause);
        assertEquals(1, line.lines().count());
        assertTrue(line.contains(" a | b  [31m cause=\"java.lang.IllegalStateException: two | lines\" < "), line);
        assertTrue(line.contains(" cause=\"java.io.IOException: below\" < "), line);
    }

    static Stream<Arguments> levels() {
        return Stream.of(
                arguments("info", "chaos.http", true, true),
                arguments("info", "org.eclipse.jetty", false, true),
                arguments("debug", "org.eclipse.jetty", true, true),
                arguments("warn", "chaos.http", false, true),
                arguments("error", "org.eclipse.jetty", false, false));
    }

    @ParameterizedTest(name = "--log {0}, {1}")
    @MethodSource("levels")
    void level_isOneStepQuieterForOthers(String chosen, String name, boolean info, boolean warn) {
        System.setProperty(LogLevel.PROPERTY, chosen);
        var logger = new LineLogger(name);
        assertEquals(info, logger.isInfoEnabled());
        assertEquals(warn, logger.isWarnEnabled());
    }

    @Test
    void bridge_formatsWhatLibrariesSay() {
        var said = new java.util.logging.LogRecord(java.util.logging.Level.CONFIG, "{0} of {1}");
        said.setParameters(new Object[] {1, 2});
        assertEquals("1 of 2", LoggingBridge.text(said));
    }
}
