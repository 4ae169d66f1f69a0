package chaos.launcher;

import chaos.launcher.log.LogLevel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for on the command line of the daemon.
 *
 * @param file the configuration file
 * @param socket the value of {@code --socket}
 * @param log the value of {@code --log}
 * @param ask a text that is printed instead of a start
 */
record Arguments(Optional<Path> file, Optional<String> socket, Optional<String> log, Optional<Ask> ask) {

    /** What is printed instead of a start. */
    enum Ask {
        HELP,
        VERSION
    }

    static final String USAGE =
            """
            Usage: chaosd [--socket PATH] [--log LEVEL] [chaosd.toml]
            Runs the appliance in the foreground until SIGTERM or Ctrl-C.

              chaosd.toml    what to join and where to listen; without it /etc/chaos/chaosd.toml is read
                             where it exists, else the model plane serves, which needs no privilege
              --socket PATH  listen here, whatever CHAOS_SOCKET and the file say (at most 106 bytes)
              --log LEVEL    error, warn, info (default), debug or trace; to the standard error
              --version      print the version
              --help         print this

            Exit status: 0 stopped when asked to, 1 refused or failed, 2 usage.
            Example: chaosd --socket /tmp/lab/chaosd.sock lab.toml
            """;

    /** What these arguments mean; refuses by an {@link IllegalArgumentException} with a sentence. */
    static Arguments parse(String... arguments) {
        var left = new ArrayDeque<>(List.of(arguments));
        var file = Optional.<Path>empty();
        var socket = Optional.<String>empty();
        var log = Optional.<String>empty();
        var ask = Optional.<Ask>empty();
        while (!left.isEmpty()) {
            var argument = left.removeFirst();
            var flag = argument.startsWith("--") ? argument.split("=", 2)[0] : argument;
            switch (flag) {
                case "--socket" -> socket = Optional.of(value(argument, left));
                case "--log" -> log = Optional.of(level(value(argument, left)));
                case "--help", "-h" -> ask = Optional.of(Ask.HELP);
                case "--version" -> ask = Optional.of(Ask.VERSION);
                default -> file = Optional.of(file(argument, file));
            }
        }
        return new Arguments(file, socket, log, ask);
    }

    private static String value(String argument, Deque<String> left) {
        var parts = argument.split("=", 2);
        if (parts.length == 2) {
            return parts[1];
        }
        if (left.isEmpty()) {
            throw new IllegalArgumentException(argument + " needs a value");
        }
        return left.removeFirst();
    }

    private static String level(String word) {
        try {
            LogLevel.parse(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--log " + e.getMessage(), e);
        }
        return word;
    }

    private static Path file(String argument, Optional<Path> earlier) {
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException("unknown option " + argument);
        }
        if (earlier.isPresent()) {
            throw new IllegalArgumentException("one configuration file, not two: " + earlier.get() + ", " + argument);
        }
        return Path.of(argument);
    }
}
