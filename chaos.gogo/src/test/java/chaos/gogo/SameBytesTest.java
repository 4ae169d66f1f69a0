package chaos.gogo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.api.calibration.Baseline;
import chaos.api.calibration.CalibrationException;
import chaos.api.calibration.RunRequest;
import chaos.api.control.Divergence;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Refusal;
import chaos.api.impairment.FieldValue;
import chaos.dataplane.tck.SampleReport;
import chaos.http.ServedLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same line gives the same bytes and the same code in the daemon and behind its socket. */
class SameBytesTest {

    @TempDir
    private Path folder;

    private final MemoryLink here = new MemoryLink();
    private final MemoryLink there = new MemoryLink();
    private final Typist local = Typist.within(here);
    private Typist remote;
    private ServedLink server;

    @BeforeEach
    void serve() throws Exception {
        server = ServedLink.open(folder.resolve("s"), there, there.runs());
        remote = Typist.at(folder.resolve("s"));
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void answers_areTheSame() {
        same(
                "system",
                "--json system",
                "set port1 --latency 40ms --jitter 5ms --distribution normal --loss 1% --seed 7",
                "get port1",
                "get port1 --json",
                "set port2 --rate 25mbit --queue 100",
                "set port1 --merge --corrupt 0.1%",
                "impairments get port2",
                "preview port1 --latency 40ms --loss 1% --size 64 --pps 0.5",
                "preview port2 --json",
                "preview port1 --size 3",
                "preview port1 --pps x",
                "stats",
                "stats port1 --json",
                "planes",
                "planes --json",
                "use model --force",
                "use auto --json",
                "health",
                "clear port1",
                "clear port2 --json");
    }

    @Test
    void tables_areTheSame() throws Exception {
        var dist = Files.writeString(folder.resolve("a.dist"), "# two\n-8192 8192\n");
        var csv = Files.writeString(folder.resolve("a.csv"), "time,delay\n0,5\n1,lost\n2,lost\n3,9\n4,7.5\n");
        same(
                "distributions",
                "import wifi " + dist,
                "import wifi " + dist + " --json",
                "import lte " + csv,
                "fit " + csv,
                "fit " + csv + " --json",
                "fit " + csv + " --save home",
                "fit " + csv + " --save home --json",
                "distributions",
                "distributions --json",
                "set port1 --latency 40ms --jitter 5ms --distribution wifi --loss 10% --loss-burst 3",
                "distributions --delete wifi",
                "distributions --delete lte --json",
                "distributions --delete wifi",
                "import normal " + dist,
                "import wifi " + folder.resolve("none.dist"),
                "import wifi " + folder,
                "fit " + dist);
    }

    @Test
    void calibration_isTheSame() throws Exception {
        both(link -> link.runs().afterStart(run -> link.runs()
                .tell(SampleReport.done(run.id(), last(link.runs().requests())))));
        same(
                "calibrate --list",
                "calibrate --list --json",
                "calibrate --baseline",
                "calibrate --compare",
                "calibrate --case T-LAT-const,T-LOSS-pp --direction port1 --full --seed 7",
                "calibrate --seed 7 --json",
                "calibrate --seed 7 --report " + folder.resolve("page.html"),
                "calibrate --seed -1",
                "calibrate --rig laser --seed x",
                "calibrate --case delay",
                "calibrate --quick --full",
                "calibrate --list --baseline");
        var report = SampleReport.of(here.runs().requests().get(0));
        both(link -> link.runs()
                .store(new Baseline(
                        Optional.of(new Baseline.Stored(report.startedAt(), report)), List.of("it is 112 days old"))));
        same("calibrate --baseline", "calibrate --baseline --json", "calibrate --compare --seed 7", "system");
        for (var reason : CalibrationException.Reason.values()) {
            both(link -> link.runs().refuse(new CalibrationException(reason, "no")));
            same("calibrate", "calibrate --case T-NONE");
        }
    }

    private static RunRequest last(List<RunRequest> requests) {
        return requests.get(requests.size() - 1);
    }

    @Test
    void refusals_areTheSame() {
        same("use packet", "use model", "set port1 --loss 101%", "set port3 --loss 1%", "get");
        both(link -> link.failChanges(
                Reason.NOT_SUPPORTED,
                "this kernel has no netem",
                new Refusal("/latency/mean", Refusal.Cause.NOT_SUPPORTED, "needs netem"),
                new Refusal("/loss/pct", Refusal.Cause.NOT_SUPPORTED, "needs netem, too")));
        same("set port1 --latency 40ms --loss 1%");
        both(link -> link.fail(Reason.NO_LIVE_PLANE, "no plane is live; start one"));
        same("get port1", "clear port1", "stats", "set port1 --loss 1%");
        both(link -> link.fail(Reason.NOT_PERMITTED, "CAP_NET_ADMIN is missing"));
        same("get port1");
    }

    @Test
    void divergences_areTheSame() {
        both(link -> link.diverge(
                new Divergence("/loss/pct", Optional.of(new FieldValue.Decimal(1.5)), Optional.empty()),
                new Divergence("/latency/kind", Optional.empty(), Optional.of(new FieldValue.Text("constant")))));
        same("set port1 --loss 1.5%", "get port1", "get port1 --json", "clear port1", "set port1 --loss 2% --json");
    }

    private void both(Consumer<MemoryLink> change) {
        change.accept(here);
        change.accept(there);
    }

    private void same(String... lines) {
        for (var line : lines) {
            assertEquals(local.type(line), remote.type(line), line);
        }
    }
}
