package chaos.bench.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The tools that CHAOS is compared with, run as people run them. */
public final class Shell {

    private static final long DEADLINE_MINUTES = 10;

    private Shell() {}

    /** Runs a script to its end and gives what it printed. */
    public static String run(String script) throws IOException {
        var process = new ProcessBuilder("bash", "-euc", script)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("did not end: " + script);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(script + ": " + said);
        }
        return said;
    }

    /** Microseconds that each of so many runs of a script's body took, by bash's own clock. */
    public static long[] times(String body, int runs) throws IOException {
        String said = run("for ((i = 0; i < " + runs + "; i++)); do began=${EPOCHREALTIME/[.,]/}; " + body
                + " > /dev/null; echo $((${EPOCHREALTIME/[.,]/} - began)); done");
        return said.lines().mapToLong(Long::parseLong).toArray();
    }
}
