package chaos.api.socket;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of the Unix socket of the API.
 *
 * @param path absolute, and at most {@value #MAX_BYTES} bytes long ({@code linux/un.h}: {@code sun_path} has 108 with
 *     the closing zero, and Java 17 leaves one more unused), as is the path of the {@linkplain #console() console}
 *     beside it
 */
public record SocketPath(Path path) {

    /** The longest path that a Unix socket can have, in bytes. */
    public static final int MAX_BYTES = 106;

    /** The variable that names the socket, for the daemon and for clients. */
    public static final String VARIABLE = "CHAOS_SOCKET";

    private static final String STANDARD = "chaosd.sock";
    private static final String ENDING = ".sock";
    private static final String CONSOLE = "console" + ENDING;
    private static final String OF_CONSOLE = "-console";
    private static final Pattern CONSOLES = Pattern.compile("console\\.sock|.*-console(\\.sock)?|console-[0-9a-f]{4}");
    private static final Charset FILE_NAMES = Charset.forName(
            System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));

    /**
     * A socket path; a relative one is taken from the working directory.
     *
     * @throws IllegalArgumentException if it, or the console's beside it, is longer than {@value #MAX_BYTES} bytes, if
     *     it is a directory by its form, or if its name is one that consoles have
     */
    public SocketPath {
        path = path.toAbsolutePath().normalize();
        if (path.getFileName() == null) {
            throw new IllegalArgumentException("the socket path must name a file, was " + path);
        }
        if (CONSOLES.matcher(path.getFileName().toString()).matches()) {
            throw new IllegalArgumentException("consoles have names like " + path.getFileName()
                    + "; give the socket another, for example " + path.resolveSibling(STANDARD));
        }
        refuseLong(path);
        refuseLong(path.resolveSibling(CONSOLE));
    }

    /**
     * A socket path from text.
     *
     * @throws IllegalArgumentException if no socket can have that path
     */
    public static SocketPath parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the socket path is empty");
        }
        try {
            return new SocketPath(Path.of(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the socket path is not a path: " + e.getMessage(), e);
        }
    }

    /**
     * The socket in use: the flag, else {@code CHAOS_SOCKET}, else what the configuration file says, else the
     * {@linkplain #standard standard place}.
     *
     * @param flag the value of {@code --socket}
     * @param configured the value of {@code socket_path}
     * @param environment the environment of the process
     * @throws IllegalArgumentException if the first that is given is one that no socket can have; the message says
     *     which was taken
     */
    public static SocketPath resolve(
            Optional<String> flag, Optional<String> configured, Map<String, String> environment) {
        if (flag.isPresent()) {
            return named("--socket", flag.get());
        }
        var variable = environment.get(VARIABLE);
        if (variable != null && !variable.isEmpty()) {
            return named(VARIABLE, variable);
        }
        return configured.map(text -> named("socket_path", text)).orElseGet(() -> standard(environment));
    }

    /**
     * The place without any configuration: {@code /run/chaosd/chaosd.sock} for root, for others
     * {@code $XDG_RUNTIME_DIR/chaosd/chaosd.sock}, else in their {@linkplain #privateDirectory() private directory}.
     *
     * @param environment the environment of the process
     * @throws IllegalArgumentException if the directory's path is too long for a socket in it
     */
    public static SocketPath standard(Map<String, String> environment) {
        if (isRoot()) {
            return new SocketPath(Path.of("/run/chaosd/chaosd.sock"));
        }
        var runtime = environment.get("XDG_RUNTIME_DIR");
        var directory = runtime == null || runtime.isEmpty()
                ? privateDirectory()
                : Path.of(runtime).resolve("chaosd");
        return new SocketPath(directory.resolve(STANDARD));
    }

    /**
     * The user's own directory under the temporary directory. Whoever uses it must make it with mode 0700, or see that
     * it is the user's own and closed to others.
     */
    public static Path privateDirectory() {
        return Path.of(System.getProperty("java.io.tmpdir")).resolve("chaosd-" + user());
    }

    /** Whether this process runs as the user root. */
    public static boolean isRoot() {
        return "root".equals(user());
    }

    /**
     * The socket of the daemon's own console, beside this one, with a name of its own: {@code console.sock} for
     * {@code chaosd.sock}, {@code lab-console.sock} for {@code lab.sock}, {@code lab-console} for {@code lab}; where
     * that would be longer than {@value #MAX_BYTES} bytes, {@code console-} and four digits made of the socket's name.
     */
    public Path console() {
        var name = path.getFileName().toString();
        var console = path.resolveSibling(consoleOf(name));
        return bytes(console) <= MAX_BYTES
                ? console
                : path.resolveSibling("console-" + HexFormat.of().toHexDigits((short) name.hashCode()));
    }

    /** The path, for a person. */
    @Override
    public String toString() {
        return path.toString();
    }

    private static String consoleOf(String name) {
        if (name.equals(STANDARD)) {
            return CONSOLE;
        }
        return name.endsWith(ENDING)
                ? name.substring(0, name.length() - ENDING.length()) + OF_CONSOLE + ENDING
                : name + OF_CONSOLE;
    }

    private static SocketPath named(String source, String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
        }
    }

    private static void refuseLong(Path path) {
        if (bytes(path) > MAX_BYTES) {
            throw new IllegalArgumentException("a socket path is at most " + MAX_BYTES + " bytes, " + path + " has "
                    + bytes(path) + "; choose a shorter one");
        }
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(FILE_NAMES).length;
    }

    private static String user() {
        return Objects.requireNonNullElse(System.getProperty("user.name"), "unknown")
                .replace(File.separatorChar, '_');
    }
}
