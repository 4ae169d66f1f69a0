package chaos.gogo.shell;

import chaos.gogo.command.Exit;
import chaos.gogo.command.Screen;
import chaos.gogo.command.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads lines and runs them: in a terminal with a prompt, otherwise as a script. */
public final class Shell {

    private final Surroundings surroundings;
    private final Interpreter interpreter;

    /** A shell for an appliance that is reached already. */
    public Shell(Surroundings surroundings, Surroundings.Reached reached) {
        this.surroundings = surroundings;
        this.interpreter = new Interpreter(surroundings, reached);
    }

    /**
     * Until the input ends.
     *
     * @return the exit code of the last command
     */
    public int run() {
        try {
            if (Screen.isThere(Screen.STANDARD_INPUT) && Screen.isThere(Screen.STANDARD_OUTPUT)) {
                new Prompt(interpreter).run();
            } else {
                script();
            }
            return interpreter.code();
        } catch (IOException e) {
            surroundings.err().print("chaos: the terminal cannot be read: " + e.getMessage() + "\n");
            return Exit.REFUSED;
        }
    }

    private void script() throws IOException {
        var lines = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!interpreter.run(line)) {
                return;
            }
        }
    }
}
