package chaos.gogo;

import chaos.gogo.command.Commands;
import chaos.gogo.command.Surroundings;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The {@code chaos} command. */
public final class Main {

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] words) {
        var surroundings = new Surroundings(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new Terminal(System.getenv()));
        System.exit(new Commands(surroundings).run(List.of(words)));
    }

    /** UTF-8 whatever the locale: an answer has the same bytes everywhere. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }
}
