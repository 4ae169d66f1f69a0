package chaos.gogo.shell;

import chaos.gogo.command.Commands;
import chaos.gogo.command.Exit;
import chaos.gogo.command.Surroundings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the lines of a shell, all on one connection. */
final class Interpreter {

    private static final Set<String> BYE = Set.of("exit", "quit", "logout");

    private final Surroundings surroundings;
    private final Commands commands;
    private int code = Exit.OK;

    /** Lines for an appliance that is reached already. */
    Interpreter(Surroundings surroundings, Surroundings.Reached reached) {
        this.surroundings =
                new Surroundings(surroundings.out(), surroundings.err(), surroundings.in(), new Within(reached));
        this.commands = new Commands(this.surroundings);
    }

    /**
     * Runs a line.
     *
     * @return whether there may be another
     */
    boolean run(String line) {
        try {
            var words = line.strip().startsWith("#") ? List.<String>of() : Words.of(line);
            if (words.size() == 1 && BYE.contains(words.get(0))) {
                return false;
            }
            if (!words.isEmpty()) {
                code = commands.run(words);
            }
        } catch (IllegalArgumentException e) {
            surroundings.err().print("chaos: " + e.getMessage() + "\n");
            surroundings.err().flush();
            code = Exit.USAGE;
        }
        return true;
    }

    /** The exit code of the last command. */
    int code() {
        return code;
    }

    /** The shell's own connection, which its commands do not close. */
    private record Within(Surroundings.Reached reached) implements Surroundings.Place {

        @Override
        public Surroundings.Reached reach(Optional<String> socket, Optional<String> log) {
            if (socket.isPresent() || log.isPresent()) {
                throw new IllegalArgumentException((socket.isPresent() ? "--socket" : "--log")
                        + " is given to the shell as a whole; start another");
            }
            return new Surroundings.Reached(reached.daemon(), reached.socket(), () -> {});
        }

        @Override
        public boolean isTerminal() {
            return false;
        }
    }
}
