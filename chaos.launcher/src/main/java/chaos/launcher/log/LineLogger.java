package chaos.launcher.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One line an event: {@code at=… level=… from=…}, then the message, which is {@code key=value} where it is ours. */
final class LineLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;
    private static final PrintStream ERR =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private final int lowest;

    LineLogger(String name) {
        this.name = name;
        this.lowest = LogLevel.of(name).toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return enabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return enabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return enabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return enabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return enabled(Level.ERROR);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return LineLogger.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable cause) {
        var message = MessageFormatter.basicArrayFormat(pattern, arguments);
        ERR.println(line(Instant.now(), level, message, cause));
    }

    String line(Instant at, Level level, String message, Throwable cause) {
        var line = new StringBuilder(200)
                .append("at=")
                .append(at.truncatedTo(ChronoUnit.MILLIS))
                .append(" level=")
                .append(level.name().toLowerCase(Locale.ROOT))
                .append(" from=")
                .append(name)
                .append(' ');
        appendFlat(line, String.valueOf(message));
        for (var t = cause; t != null; t = t.getCause() == t ? null : t.getCause()) {
            appendFlat(line.append(" cause=\""), String.valueOf(t));
            line.append('"');
            for (var frame : t.getStackTrace()) {
                line.append(" < ").append(frame);
            }
        }
        return line.toString();
    }

    private boolean enabled(Level level) {
        return level.toInt() >= lowest;
    }

    /** A line stays a line, whatever a message holds. */
    private static void appendFlat(StringBuilder line, String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            line.append(c == '\n' ? " | " : Character.isISOControl(c) ? " " : String.valueOf(c));
        }
    }
}
