package chaos.gogo.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.RunRequest;
import chaos.api.calibration.RunStatus;
import chaos.api.link.LinkName;
import chaos.api.socket.SocketPath;
import chaos.client.CalibrationRuns;
import chaos.client.Daemon;
import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.dataplane.tck.SampleReport;
import chaos.json.CalibrationRunJson;
import chaos.json.RunRequestJson;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A run whose daemon falls silent; the daemon is played by looks that fail or answer. */
class WatchedRunTest {

    private static final RunRequestJson WANTED = new RunRequestJson(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(7L),
            Optional.empty());
    private static final String GONE = "no daemon answers: the socket /run/s has nobody listening";

    private final StringWriter err = new StringWriter();
    private int looks;

    /** What a look at the run finds. */
    private interface Look {

        CalibrationRunJson at(int look) throws RefusedException, UnreachableException;
    }

    private CalibrationRunJson watch(Duration patience, Look look) throws RefusedException, UnreachableException {
        var runs = proxy(CalibrationRuns.class, name -> name.equals("start") ? running() : look.at(++looks));
        var daemon = proxy(Daemon.class, name -> runs);
        var reached = new Surroundings.Reached(daemon, Optional.of(new SocketPath(Path.of("/run/s"))), () -> {});
        var surroundings = new Surroundings(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                InputStream.nullInputStream(),
                new Nowhere());
        return new WatchedRun(new Context(surroundings, reached, false), patience, () -> {}).of(WANTED);
    }

    /** Answers a method by its name. */
    private interface Answer {

        Object to(String name) throws RefusedException, UnreachableException;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> answer.to(method.getName())));
    }

    private static final class Nowhere implements Surroundings.Place {

        @Override
        public Surroundings.Reached reach(Optional<String> socket, Optional<String> log) {
            throw new IllegalStateException("it is reached already");
        }

        @Override
        public boolean isTerminal() {
            return false;
        }
    }

    private static CalibrationRunJson running() {
        return CalibrationRunJson.of(SampleReport.running("run-1", 1));
    }

    private static CalibrationRunJson done() {
        var request =
                new RunRequest(LinkName.DEFAULT, Set.of(), Set.of(), Optional.empty(), RunRequest.Mode.QUICK, 7, false);
        return CalibrationRunJson.of(SampleReport.done("run-1", request));
    }

    private static CalibrationRunJson silence() throws UnreachableException {
        throw new UnreachableException(GONE, new java.io.IOException("refused"));
    }

    @Test
    void aSilenceThatEnds_isSaidOnceAndForgiven() throws Exception {
        var run = watch(Duration.ofSeconds(30), look -> look <= 3 ? silence() : done());
        assertEquals(RunStatus.State.DONE.word(), run.state());
        assertEquals(4, looks);
        assertEquals(
                1,
                err.toString()
                        .lines()
                        .filter("the daemon does not tell how the run is; looking again for 30 s …"::equals)
                        .count(),
                err.toString());
    }

    @Test
    void aSilenceThatLasts_endsWithWhatIsToBeDone() {
        var gone = assertThrows(UnreachableException.class, () -> watch(Duration.ofSeconds(1), look -> silence()));
        assertTrue(looks >= 2, "looked " + looks + " times");
        assertEquals(
                GONE + "\ncalibration run run-1 may still go on. If the daemon lives, this shows it: curl"
                        + " --unix-socket /run/s http://localhost/v1/calibration/runs/run-1, and the same with"
                        + " -X DELETE ends it. If the daemon died, its next start puts the link back as the run"
                        + " found it",
                gone.getMessage());
    }

    @Test
    void aRefusalThatLasts_isSaidWithWhatIsToBeDone() {
        var refused = assertThrows(
                RefusedException.class,
                () -> watch(Duration.ofSeconds(1), look -> {
                    throw RefusedException.because("the server is stopping; try again");
                }));
        assertTrue(looks >= 2, "looked " + looks + " times");
        assertTrue(
                refused.getMessage()
                        .startsWith("the server is stopping; try again\ncalibration run run-1 may still go on."),
                refused.getMessage());
    }

    @Test
    void aDaemonThatWasStartedAnew_isSaid() {
        var refused = assertThrows(
                RefusedException.class,
                () -> watch(Duration.ofSeconds(30), look -> {
                    if (look == 1) {
                        return silence();
                    }
                    throw RefusedException.because("there is no calibration run run-1");
                }));
        assertEquals(
                "there is no calibration run run-1\nthe daemon was started anew, which cut calibration run run-1"
                        + " off; it puts the link back as the run found it",
                refused.getMessage());
    }
}
