package chaos.launcher.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the component runtime prints, which it does for want of a log service, into the log: one line a message,
 * with the stack trace at {@code --log debug} only. Whatever else is printed stays as it is.
 */
public final class PrintedLog extends PrintStream {

    private static final Logger LOG = LoggerFactory.getLogger("org.apache.felix.scr");

    private PrintedLog(FileDescriptor to) {
        super(new FileOutputStream(to), true, StandardCharsets.UTF_8);
    }

    /** Puts itself in the place of the standard streams. */
    public static void install() {
        System.setOut(new PrintedLog(FileDescriptor.out));
        System.setErr(new PrintedLog(FileDescriptor.err));
    }

    /** The component runtime prints a whole message, with its level in front and its trace behind, in such a writer. */
    @Override
    public void println(Object printed) {
        if (!(printed instanceof StringWriter)) {
            super.println(printed);
            return;
        }
        var text = text(printed.toString(), LOG.isDebugEnabled());
        switch (printed.toString().split(" ", 2)[0]) {
            case "ERROR" -> LOG.error(text);
            case "WARN" -> LOG.warn(text);
            case "INFO" -> LOG.info(text);
            default -> LOG.debug(text);
        }
    }

    /** The message without its level, and of a stack trace the causes, or all of it. */
    static String text(String printed, boolean traced) {
        var message = printed.substring(printed.indexOf(" : ") + 3);
        return message.lines()
                .filter(line -> !line.isBlank() && (traced || !line.startsWith("\t")))
                .collect(Collectors.joining(" | "));
    }
}
