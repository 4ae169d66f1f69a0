package chaos.launcher.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Hands what libraries say through {@code java.util.logging} to slf4j, so that there is one log. */
public final class LoggingBridge extends Handler {

    private static final int WARNING = Level.WARNING.intValue();
    private static final SimpleFormatter TEXT = new SimpleFormatter();

    /** Puts the bridge in the place of every handler there is. */
    public static void install() {
        LogManager.getLogManager().reset();
        var root = LogManager.getLogManager().getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(new LoggingBridge());
    }

    @Override
    public void publish(LogRecord said) {
        var name = said.getLoggerName();
        var logger = LoggerFactory.getLogger(name == null ? "java" : name);
        var message = text(said);
        var value = said.getLevel().intValue();
        if (value > WARNING) {
            logger.error(message, said.getThrown());
        } else if (value == WARNING) {
            logger.warn(message, said.getThrown());
        } else {
            logger.info(message, said.getThrown());
        }
    }

    /** What was said, with its parameters in place. */
    static String text(LogRecord said) {
        return TEXT.formatMessage(said);
    }

    @Override
    public void flush() {
        // Every line is written as it comes.
    }

    @Override
    public void close() {
        // The standard error is not ours to close.
    }
}
