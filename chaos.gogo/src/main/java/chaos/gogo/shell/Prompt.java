package chaos.gogo.shell;

import chaos.gogo.command.Completions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;

/** Lines from a terminal, with editing, history and completion. */
final class Prompt {

    private static final String TEXT = "chaos> ";
    private static final int HISTORY = 1000;

    private final Interpreter interpreter;

    Prompt(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Until exit, quit or Ctrl-D; Ctrl-C only drops the line. */
    void run() throws IOException {
        try (var terminal = TerminalBuilder.builder().system(true).build()) {
            var reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("chaos")
                    .completer((line, parsed, candidates) -> Completions.after(
                                    parsed.words().subList(0, parsed.wordIndex()),
                                    parsed.word().substring(0, parsed.wordCursor()))
                            .forEach(word -> candidates.add(new Candidate(word))))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .variable(LineReader.HISTORY_SIZE, HISTORY)
                    .build();
            history().ifPresent(file -> reader.setVariable(LineReader.HISTORY_FILE, file));
            boolean more = true;
            while (more) {
                more = read(reader).map(interpreter::run).orElse(false);
            }
        }
    }

    private static Optional<String> read(LineReader reader) {
        try {
            return Optional.of(reader.readLine(TEXT));
        } catch (UserInterruptException e) {
            return Optional.of("");
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }

    /** Beside the state of the user's other programs; without a place to write there is no history. */
    private static Optional<Path> history() {
        var state = System.getenv("XDG_STATE_HOME");
        var folder = state != null && state.startsWith("/")
                ? Path.of(state, "chaos")
                : Path.of(System.getProperty("user.home"), ".local", "state", "chaos");
        try {
            Files.createDirectories(folder);
            var file = folder.resolve("history");
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                var owner = PosixFilePermissions.fromString("rw-------");
                Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
            }
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
