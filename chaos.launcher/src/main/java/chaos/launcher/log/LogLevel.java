package chaos.launcher.log;

import java.util.Locale;
import java.util.Optional;
import org.slf4j.event.Level;

/** How much is logged: the system property {@value #PROPERTY}, set from {@code --log}. */
public final class LogLevel {

    /** One of {@code error}, {@code warn}, {@code info}, {@code debug} and {@code trace}. */
    public static final String PROPERTY = "chaos.log";

    private LogLevel() {}

    /**
     * A level from its word.
     *
     * @throws IllegalArgumentException if there is no such level
     */
    public static Level parse(String word) {
        for (var level : Level.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(word)) {
                return level;
            }
        }
        throw new IllegalArgumentException("must be error, warn, info, debug or trace, was \"" + word + "\"");
    }

    /** The level in force; {@code info} where the property is absent. */
    public static Level chosen() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .map(LogLevel::parse)
                .orElse(Level.INFO);
    }

    /** The level of one logger: ours as chosen, everybody else's one step quieter, but warnings always. */
    public static Level of(String logger) {
        var chosen = chosen();
        if (logger.equals("chaos") || logger.startsWith("chaos.")) {
            return chosen;
        }
        return switch (chosen) {
            case ERROR -> Level.ERROR;
            case WARN, INFO -> Level.WARN;
            case DEBUG -> Level.INFO;
            case TRACE -> Level.DEBUG;
        };
    }
}
