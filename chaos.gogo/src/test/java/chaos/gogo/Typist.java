package chaos.gogo;

import chaos.gogo.client.LocalDaemon;
import chaos.gogo.command.Commands;
import chaos.gogo.command.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody who types commands and looks at what comes of them. */
public final class Typist {

    private final Surroundings.Place place;
    private String input = "";

    private Typist(Surroundings.Place place) {
        this.place = place;
    }

    /** In the process of the appliance. */
    public static Typist within(MemoryLink link) {
        return new Typist(new Surroundings.Place() {
            @Override
            public Surroundings.Reached reach(Optional<String> socket, Optional<String> log) {
                return new Surroundings.Reached(new LocalDaemon(link), Optional.empty(), () -> {});
            }

            @Override
            public boolean isTerminal() {
                return false;
            }
        });
    }

    /** At a terminal, with the appliance behind a socket. */
    public static Typist at(Path socket) {
        return new Typist(new Terminal(Map.of("CHAOS_SOCKET", socket.toString())));
    }

    /** With this on the standard input. */
    public Typist given(String text) {
        input = text;
        return this;
    }

    /**
     * What came of a line.
     *
     * @param exit the exit code
     * @param out the answer
     * @param err the refusal
     */
    public record Result(int exit, String out, String err) {}

    /** Types a line, words apart by blanks. */
    public Result type(String line) {
        var out = new StringWriter();
        var err = new StringWriter();
        var surroundings = new Surroundings(
                new PrintWriter(out),
                new PrintWriter(err),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                place);
        int exit = new Commands(surroundings).run(List.of(line.split(" ")));
        return new Result(exit, out.toString(), err.toString());
    }
}
