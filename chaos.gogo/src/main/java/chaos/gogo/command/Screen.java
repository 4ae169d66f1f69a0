package chaos.gogo.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody looks. */
public final class Screen {

    /** What is typed. */
    public static final String STANDARD_INPUT = "0";

    /** Where answers go. */
    public static final String STANDARD_OUTPUT = "1";

    /** Where refusals and progress go. */
    public static final String STANDARD_ERROR = "2";

    private Screen() {}

    /** Asked of the kernel: from Java 22 on, System.console() is there without a terminal too. */
    public static boolean isThere(String descriptor) {
        var file = Path.of("/proc/self/fd", descriptor);
        try {
            var device =
                    Files.isSymbolicLink(file) ? Files.readSymbolicLink(file).toString() : "";
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException e) {
            return false; // it is closed
        }
    }
}
