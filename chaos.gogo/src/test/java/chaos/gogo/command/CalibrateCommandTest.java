package chaos.gogo.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.Baseline;
import chaos.api.calibration.CalibrationException;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.Comparison;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.Report;
import chaos.api.calibration.RunRequest;
import chaos.api.calibration.RunStatus;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.dataplane.tck.FakeCalibration;
import chaos.dataplane.tck.SampleReport;
import chaos.gogo.MemoryLink;
import chaos.gogo.Typist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrateCommandTest {

    @TempDir
    private Path folder;

    private final MemoryLink link = new MemoryLink();
    private final FakeCalibration runs = link.runs();
    private final Typist typist = Typist.within(link);

    @Test
    void run_endsWithATableABarAndASummary() {
        runs.afterStart(run -> runs.tell(done(run, Optional.empty())));
        var result = typist.type("calibrate --seed 7");
        var lines = result.out().lines().toList();
        assertTrue(
                lines.get(1)
                        .matches("T-LAT-const +port1 +mean one-way delay +2000 x 64B 1000/s +39.99ms .. 40.01ms"
                                + " +40.002ms \\(40.001ms .. 40.003ms\\) +\\[ +-*o-* +\\] +pass"),
                lines.get(1));
        assertTrue(lines.get(2).contains("1.5% (1.3% .. 1.7%)") && lines.get(2).endsWith("fail"), lines.get(2));
        assertTrue(lines.get(2).contains("]    >") || lines.get(2).contains("-->"), lines.get(2));
        assertTrue(lines.get(3).contains("<= 50us") && lines.get(3).endsWith("not evaluated"), lines.get(3));
        assertEquals("T-LOSS-pp port1 loss share: fail: because the script says so", lines.get(4));
        assertEquals(
                "1 passed, 1 failed, 1 not evaluated; plane packet, rig wire, 61 s, seed 7",
                lines.get(lines.size() - 1));
        assertEquals(Exit.REFUSED, result.exit(), "something failed");
    }

    @Test
    void run_asksForWhatWasTyped() {
        runs.afterStart(run -> runs.tell(done(run, Optional.empty())));
        typist.type("calibrate --case T-LAT-const,T-RATE --direction port2 --rig wire --full --seed 9 --save-baseline");
        var expected = new RunRequest(
                LinkName.DEFAULT,
                Set.of(new CaseName("T-LAT-const"), new CaseName("T-RATE")),
                Set.of(Direction.PORT2),
                Optional.of("wire"),
                RunRequest.Mode.FULL,
                9,
                true);
        assertEquals(List.of(expected), runs.requests());
    }

    @Test
    void saveBaseline_saysWhatBecameOfIt() {
        var kept = "stored as the calibration baseline; it replaces a baseline of 222 results";
        runs.afterStart(run -> runs.tell(done(run, "1 passed, 1 failed, 1 not evaluated; " + kept, Optional.empty())));
        var lines = typist.type("calibrate --save-baseline").out().lines().toList();
        assertEquals(kept, lines.get(lines.size() - 1));
    }

    @Test
    void run_tellsEachResultWhileItGoesOn() {
        runs.afterStart(run -> runs.tell(SampleReport.running(run.id(), 2)));
        var finisher = new Thread(() -> {
            while (runs.runs().isEmpty()) {
                Thread.onSpinWait();
            }
            runs.tell(done(runs.runs().get(0), Optional.empty()));
        });
        finisher.start();
        var result = typist.type("calibrate");
        assertTrue(result.err().contains("T-LAT-const port1 mean one-way delay: pass\n"), result.err());
        assertEquals(3, result.err().lines().count(), result.err());
    }

    @Test
    void report_isWrittenWhole() throws IOException {
        runs.afterStart(run -> runs.tell(done(run, Optional.empty())));
        var file = Files.writeString(folder.resolve("page.html"), "old");
        var result = typist.type("calibrate --seed 7 --report " + file);
        assertTrue(result.out().endsWith("report: " + file + "\n"), result.out());
        assertEquals("<!doctype html><title>seed 7</title>", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none/page.html", "", "/proc/page.html", "/dev/null"})
    void report_thatCannotBeWrittenIsRefusedBeforeTheRun(String name) throws IOException {
        var result = typist.type("calibrate --report " + folder.resolve(name));
        assertEquals(Exit.REFUSED, result.exit());
        assertTrue(result.err().startsWith("chaos: --report " + folder.resolve(name)), result.err());
        assertEquals(List.of(), runs.requests());
        assertEquals(List.of(), files());
    }

    @Test
    void run_thatFailsLeavesNoReport() throws IOException {
        runs.afterStart(run -> runs.tell(ended(run, RunStatus.State.FAILED, "the plane went away")));
        var result = typist.type("calibrate --report " + folder.resolve("page.html"));
        assertEquals(Exit.REFUSED, result.exit());
        assertEquals("chaos: the calibration run failed: the plane went away\n", result.err());
        assertEquals(List.of(), files());
    }

    @Test
    void run_thatIsInterruptedIsCancelled() {
        Thread.currentThread().interrupt();
        var result = typist.type("calibrate");
        assertTrue(Thread.interrupted());
        assertEquals(Exit.REFUSED, result.exit());
        assertTrue(result.err().contains("was cancelled; the link is as it was"), result.err());
        assertEquals(RunStatus.State.CANCELLED, runs.runs().get(0).state());
    }

    @Test
    void compare_withoutABaselineIsRefusedBeforeTheRun() {
        var result = typist.type("calibrate --compare");
        assertEquals(Exit.REFUSED, result.exit());
        assertEquals(
                "chaos: --compare needs a calibration baseline: none is stored; chaos calibrate --save-baseline stores"
                        + " one\n",
                result.err());
        assertEquals(List.of(), runs.requests());
    }

    @Test
    void compare_namesDrift() {
        var report = report();
        runs.store(new Baseline(
                Optional.of(new Baseline.Stored(report.startedAt(), report)), List.of("it is 112 days old")));
        var subject = SampleReport.results().get(0).subject();
        var comparison = new Comparison(
                Instant.ofEpochSecond(0),
                2,
                List.of(new Comparison.Drift(
                        subject,
                        new Estimate(40_000_000, 39_999_000, 40_000_500, 100, 0.999),
                        new Estimate(40_002_000, 40_001_000, 40_003_000, 100, 0.999),
                        "ns")),
                List.of());
        runs.afterStart(run -> runs.tell(done(run, Optional.of(comparison))));
        var result = typist.type("calibrate --compare");
        assertTrue(result.err().startsWith("warning: it is 112 days old\n"), result.err());
        assertTrue(
                result.out()
                        .contains("drift: T-LAT-const port1 mean one-way delay: 40ms (39.999ms .. 40.0005ms) then,"
                                + " 40.002ms (40.001ms .. 40.003ms) now\n"),
                result.out());
        assertTrue(
                result.out()
                        .endsWith("2 results compared with the calibration baseline of 1970-01-01T00:00:00Z,"
                                + " 1 drifted\n"),
                result.out());
    }

    @Test
    void baseline_isShown() {
        assertTrue(typist.type("calibrate --baseline").out().startsWith("no calibration baseline is stored;"));
        runs.store(new Baseline(
                Optional.of(new Baseline.Stored(Instant.ofEpochSecond(0), report())), List.of("it is 112 days old")));
        var shown = typist.type("calibrate --baseline").out();
        assertTrue(shown.contains("stored 1970-01-01T00:00:00Z on x86_64, 2 processors\n"), shown);
        assertTrue(shown.endsWith("warning: it is 112 days old\n"), shown);
    }

    @Test
    void refusal_namesTheFlag() {
        runs.refuse(new CalibrationException(
                CalibrationException.Reason.UNKNOWN, "there is no case T-NONE; chaos calibrate --list shows them"));
        assertEquals(
                "chaos: --case: there is no case T-NONE; chaos calibrate --list shows them\n",
                typist.type("calibrate --case T-NONE").err());
        assertEquals(Exit.USAGE, typist.type("calibrate --case none").exit());
        var seed = typist.type("calibrate --seed -1");
        assertEquals(Exit.USAGE, seed.exit());
        assertTrue(seed.err().startsWith("chaos: --seed "), seed.err());
    }

    private Report report() {
        return SampleReport.of(new RunRequest(
                LinkName.DEFAULT, Set.of(), Set.of(), Optional.empty(), RunRequest.Mode.QUICK, 7, false));
    }

    private RunStatus done(RunStatus run, Optional<Comparison> comparison) {
        return done(run, "done", comparison);
    }

    private RunStatus done(RunStatus run, String detail, Optional<Comparison> comparison) {
        var done = SampleReport.done(run.id(), runs.requests().get(0));
        return new RunStatus(
                done.id(), done.state(), 1, Optional.empty(), detail, done.results(), done.report(), comparison);
    }

    private static RunStatus ended(RunStatus run, RunStatus.State state, String why) {
        return new RunStatus(
                run.id(), state, 0.5, Optional.empty(), why, List.of(), Optional.empty(), Optional.empty());
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
