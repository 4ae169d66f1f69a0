package chaos.itest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.itest.Folders;
import chaos.itest.process.Daemon.Start;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command of the distribution, the daemon's console and the shell, all against one daemon. */
class CommandLineIT {

    private static final long DEADLINE_SECONDS = 60;
    private static final String PROMPT = "chaos> ";

    @TempDir
    private Path folder;

    @Test
    void everyWayIn_givesTheSameBytes() throws Exception {
        try (var daemon = Start.in(folder).configured().run().ready()) {
            for (var line : List.of(
                    "system",
                    "set port1 --latency 40ms --loss 1% --rate 25mbit",
                    "get port1",
                    "stats",
                    "set port1 --loss 101%",
                    "use netlink",
                    "set --help")) {
                chaos(daemon, "clear port1");
                var once = chaos(daemon, line);
                chaos(daemon, "clear port1");
                assertEquals(PROMPT + once.text() + PROMPT, daemon.console(line), line);
            }
        }
    }

    /** Tables are stored by the daemon, in its state directory, whoever asks. */
    @Test
    void tables_areStoredListedSetAndDeleted() throws Exception {
        var csv = folder.resolve("recording.csv");
        Files.writeString(csv, "0,5\n1,lost\n2,lost\n3,9\n4,7.5\n5,6\n");
        try (var daemon = Start.in(folder).configured().run().ready()) {
            for (var line : List.of(
                    "fit " + csv,
                    "fit " + csv + " --json",
                    "import wifi " + csv,
                    "distributions",
                    "distributions --json",
                    "set port1 --latency 7ms --jitter 1ms --distribution wifi --loss 10% --loss-burst 3",
                    "preview port1 --latency 7ms --jitter 1ms --distribution wifi",
                    "distributions --delete none",
                    "import ../x " + csv)) {
                chaos(daemon, "clear port1");
                var once = chaos(daemon, line);
                chaos(daemon, "clear port1");
                assertEquals(PROMPT + once.text() + PROMPT, daemon.console(line), line);
            }
            var set = chaos(daemon, "set port1 --latency 7ms --jitter 1ms --distribution wifi");
            assertTrue(set.text().contains("jitter 1ms table wifi"), set.text());
            var deleted = chaos(daemon, "distributions --delete wifi");
            assertTrue(deleted.text().contains("default port1 goes on with the table"), deleted.text());
            assertTrue(chaos(daemon, "get port1").text().contains("table wifi"));
            var again = chaos(daemon, "set port1 --latency 8ms --jitter 1ms --distribution wifi");
            assertEquals(1, again.code());
            assertTrue(again.text().contains("wifi.dist does not exist; make it with chaos import wifi"), again.text());
        }
    }

    @Test
    void exitCodes_areThoseOfTheContract() throws Exception {
        try (var daemon = Start.in(folder).configured().run().ready()) {
            assertEquals(0, chaos(daemon, "health").code());
            assertEquals(1, chaos(daemon, "use netlink").code());
            assertEquals(2, chaos(daemon, "set port1 --loss 101%").code());
            daemon.terminate();
            var gone = chaos(daemon, "get port1");
            assertEquals(3, gone.code());
            assertTrue(gone.text().contains("start one with chaosd"), gone.text());
        }
    }

    @Test
    void planeRestartedFromTheConsole_comesBackWithItsState() throws Exception {
        try (var daemon = Start.in(folder).configured().run().ready()) {
            chaos(daemon, "set port1 --loss 3%");
            var bundle = daemon.console("lb -s chaos.dataplane.model")
                    .lines()
                    .filter(line -> line.contains("chaos.dataplane.model"))
                    .map(line -> line.strip().split("\\|", -1)[0])
                    .findFirst()
                    .orElseThrow();
            daemon.console("stop " + bundle);
            var away = chaos(daemon, "get port1");
            assertEquals(1, away.code());
            assertTrue(away.text().contains("no plane is live"), away.text());
            daemon.console("start " + bundle);
            daemon.ready();
            assertTrue(chaos(daemon, "get port1").text().contains("loss         3%"));
        }
    }

    /** What came of one command. */
    private record Said(int code, String text) {}

    private static Said chaos(Daemon daemon, String line) throws IOException {
        var words = new ArrayList<String>();
        words.add(Folders.DISTRIBUTION.resolve("bin/chaos").toString());
        words.addAll(List.of(line.split(" ", -1)));
        words.addAll(List.of("--socket", daemon.api().socket().toString()));
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.onExit().orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
        return new Said(process.exitValue(), text);
    }
}
