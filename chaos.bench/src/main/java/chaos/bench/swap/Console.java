package chaos.bench.swap;

import java.io.IOException;
import java.util.regex.Pattern;

/** The daemon's own console: one line in, what it says until its next prompt. */
final class Console implements AutoCloseable {

    private static final String PROMPT = "chaos> ";
    private static final Pattern INSTALLED = Pattern.compile("Bundle IDs?: (\\d+)");
    private static final Pattern LISTED = Pattern.compile("^\\s*(\\d+)\\|", Pattern.MULTILINE);

    private final Stream stream;

    Console(Daemon daemon) throws IOException {
        stream = new Stream(daemon.console());
        stream.readThrough(PROMPT);
    }

    String say(String line) throws IOException {
        stream.send(line + "\n");
        return stream.readThrough(PROMPT);
    }

    /** Installs a bundle; answers its number. */
    long install(String location) throws IOException {
        return number(INSTALLED, say("install " + location), "the bundle " + location);
    }

    /** The number of the bundle of this symbolic name. */
    long bundle(String name) throws IOException {
        return number(LISTED, say("lb -s " + name), "a bundle " + name);
    }

    private static long number(Pattern pattern, String said, String what) throws IOException {
        var number = pattern.matcher(said);
        if (!number.find()) {
            throw new IOException("the daemon has no number for " + what + ", it says: " + said.strip());
        }
        return Long.parseLong(number.group(1));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
