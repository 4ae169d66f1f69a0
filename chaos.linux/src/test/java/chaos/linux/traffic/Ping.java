package chaos.linux.traffic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A {@code ping} that runs in a network namespace. */
public final class Ping implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 60;
    private static final Pattern COUNTS = Pattern.compile("(\\d+) packets transmitted, (\\d+) received");
    private static final Pattern TIMES = Pattern.compile("= ([0-9.]+)/([0-9.]+)/");

    private final Process process;

    /** Sends so many echo requests, one every 10 ms, and waits up to 5 s for the last answer. */
    public Ping(String namespace, String target, int count) throws IOException {
        process = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        namespace,
                        "ping",
                        "-q",
                        "-n",
                        "-c",
                        String.valueOf(count),
                        "-i",
                        "0.01",
                        "-W",
                        "5",
                        target)
                .redirectErrorStream(true)
                .start();
    }

    /**
     * What came of it.
     *
     * @param fastestMillis the shortest round trip; 0 where none came back
     */
    public record Result(int sent, int received, double fastestMillis) {}

    /** Waits for its end. */
    public Result result() throws IOException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("ping did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        var counts = COUNTS.matcher(said);
        if (!counts.find()) {
            throw new IOException("ping said: " + said);
        }
        var times = TIMES.matcher(said);
        return new Result(
                Integer.parseInt(counts.group(1)),
                Integer.parseInt(counts.group(2)),
                times.find() ? Double.parseDouble(times.group(1)) : 0);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
