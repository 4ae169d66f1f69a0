package chaos.calibration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.CalibrationException;
import chaos.api.calibration.CalibrationException.Reason;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.Report;
import chaos.api.calibration.RunRequest;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.RunStatus;
import chaos.api.calibration.RunStatus.State;
import chaos.api.calibration.Verdict;
import chaos.api.control.LinkStatus;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {

    private static final Impairment FORTY = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));
    private static final int DEADLINE_SECONDS = 30;

    @TempDir
    private Path state;

    private final ImaginedDaemon daemon = new ImaginedDaemon();
    private final Runs runs = new Runs();
    private final BlockingQueue<RunStatus> told = new LinkedBlockingQueue<>();
    private final AtomicReference<SocketLink> unreturned = new AtomicReference<>();
    private Journal journal;

    @BeforeEach
    void begin() {
        journal = new Journal(state);
        daemon.held.put(Direction.PORT1, FORTY);
        runs.listen(told::add);
    }

    @Test
    void run_answersAndLeavesTheLinkAsItWas() throws Exception {
        start(new PlantedRig(1, (sentAt, train, random) -> late(sentAt)));
        var done = end();
        assertEquals(State.DONE, done.state(), done.detail());
        assertEquals("2 passed, 0 failed, 0 not evaluated", done.detail());
        assertEquals(1, done.progress());
        assertEquals(2, done.report().orElseThrow().findings().results().size());
        assertEquals(FORTY, daemon.held.get(Direction.PORT1));
        assertEquals(Optional.empty(), journal.left());
        assertEquals(Impairment.NONE, daemon.held.get(Direction.PORT2));
    }

    @Test
    void change_byOthersEndsTheRunAndStays() throws Exception {
        var other = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(7)));
        start(new PlantedRig(1, (sentAt, train, random) -> {
            daemon.set(Direction.PORT1, other);
            return late(sentAt);
        }));
        var failed = end();
        assertEquals(State.FAILED, failed.state());
        assertTrue(failed.detail().startsWith("somebody changed port1 during the run"), failed.detail());
        assertEquals(other, daemon.held.get(Direction.PORT1));
    }

    /** What the run had set is there again when it looks; the measurement is worth nothing all the same. */
    @Test
    void change_byOthersThatIsUndoneEndsTheRunToo() throws Exception {
        start(new PlantedRig(1, (sentAt, train, random) -> {
            var set = daemon.held.get(Direction.PORT1);
            daemon.set(Direction.PORT1, Impairment.NONE);
            daemon.set(Direction.PORT1, set);
            return late(sentAt);
        }));
        var failed = end();
        assertEquals(State.FAILED, failed.state());
        assertTrue(failed.detail().startsWith("somebody changed port1 during the run"), failed.detail());
    }

    /** A plane that is given the desired state anew does not get its seed again. */
    @Test
    void swap_thereAndBackGivesTheLinkBack() throws Exception {
        start(new PlantedRig(1, (sentAt, train, random) -> {
            daemon.held.computeIfPresent(Direction.PORT1, (direction, held) -> held.withoutSeed());
            return late(sentAt);
        }));
        end();
        assertEquals(FORTY, daemon.held.get(Direction.PORT1));
    }

    @Test
    void swap_ofThePlaneEndsTheRunAndGivesTheLinkBack() throws Exception {
        start(new PlantedRig(1, (sentAt, train, random) -> {
            daemon.plane = "another";
            return late(sentAt);
        }));
        var failed = end();
        assertEquals(State.FAILED, failed.state());
        assertTrue(failed.detail().contains("was changed from planted to another"), failed.detail());
        assertEquals(FORTY, daemon.held.get(Direction.PORT1));
    }

    @Test
    void cancel_givesTheLinkBack() throws Exception {
        var measuring = new CountDownLatch(1);
        start(new PlantedRig(1, (sentAt, train, random) -> {
            measuring.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return late(sentAt);
        }));
        assertTrue(measuring.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        var refused = assertThrows(CalibrationException.class, () -> start(new PlantedRig(2, (a, b, c) -> late(a))));
        assertEquals(Reason.BUSY, refused.reason());
        var cancelled = runs.cancel("run-1").orElseThrow();
        assertEquals(State.CANCELLED, cancelled.state(), cancelled.detail());
        assertEquals(FORTY, daemon.held.get(Direction.PORT1));
        assertEquals(Optional.empty(), journal.left());
    }

    @Test
    void capability_thatIsMissingIsNotEvaluated() throws Exception {
        daemon.refused.add(Capability.LATENCY);
        daemon.held.put(Direction.PORT1, Impairment.NONE);
        start(new PlantedRig(1, (sentAt, train, random) -> late(sentAt)));
        var results = end().report().orElseThrow().findings().results();
        assertEquals(1, results.size());
        assertEquals(Verdict.NOT_EVALUATED, results.get(0).verdict());
        assertEquals(
                "the planted plane cannot hold it: it cannot be held",
                results.get(0).why());
    }

    @Test
    void daemon_thatWasKilledPutsTheLinkBackAtItsNextStart() throws Exception {
        cutOff();
        giveBack(new CutOffRun(daemon, journal.left().orElseThrow())).join();
        assertEquals(FORTY, daemon.held.get(Direction.PORT1));
        assertEquals(Optional.empty(), journal.left());
    }

    /** For example by a plane that cannot hold it: it stays in the journal until it can, or is set anew. */
    @Test
    void daemon_thatWasKilledPutsTheLinkBackAsSoonAsThatCanBe() throws Exception {
        cutOff();
        daemon.refused.add(Capability.LATENCY);
        var attempt = new CutOffRun(daemon, journal.left().orElseThrow());
        var refused = attempt.make();
        assertFalse(refused.whole());
        assertTrue(
                refused.notes().get(0).startsWith("port1 cannot be put back as a calibration run found it"),
                refused.notes().get(0));
        var giving = giveBack(attempt);
        assertTrue(journal.left().isPresent());
        daemon.refused.clear();
        giving.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
        assertEquals(FORTY, daemon.held.get(Direction.PORT1));
        assertEquals(Optional.empty(), journal.left());
    }

    @Test
    void cutOffRun_leavesWhatWasSetSince() throws Exception {
        cutOff();
        var other = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(7)));
        daemon.set(Direction.PORT1, other);
        giveBack(new CutOffRun(daemon, journal.left().orElseThrow())).join();
        assertEquals(other, daemon.held.get(Direction.PORT1));
        assertEquals(Optional.empty(), journal.left());
    }

    private void cutOff() throws Exception {
        var link = new SocketLink(daemon, LinkName.DEFAULT, PlantedRig.PLANE, daemon.changes);
        journal.keep(LinkName.DEFAULT, link.found());
        daemon.set(Direction.PORT1, Impairment.NONE);
    }

    private Thread giveBack(GivingBack.Attempt attempt) {
        var thread = new Thread(new GivingBack(attempt, journal, Duration.ofMillis(1)));
        thread.start();
        return thread;
    }

    @Test
    void apiThatIsGone_keepsTheJournalAndTheLinkIsGivenBackLater() throws Exception {
        start(new PlantedRig(1, (sentAt, train, random) -> {
            daemon.reachable = false;
            return late(sentAt);
        }));
        assertEquals(State.FAILED, end().state());
        assertTrue(journal.left().isPresent());
        var giving = giveBack(unreturned.get()::restore);
        daemon.reachable = true;
        giving.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
        assertEquals(FORTY, daemon.held.get(Direction.PORT1));
        assertEquals(Optional.empty(), journal.left());
    }

    @Test
    void fault_ofARigEndsTheRunAndGivesTheLinkBack() throws Exception {
        start(new PlantedRig(1, (sentAt, train, random) -> {
            throw new IllegalStateException("planted");
        }));
        var failed = end();
        assertEquals(State.FAILED, failed.state());
        assertEquals("a fault of ours, which is in the log: planted", failed.detail());
        assertEquals(FORTY, daemon.held.get(Direction.PORT1));
    }

    @Test
    void journal_thatCannotBeKeptEndsTheRunBeforeItBegins() throws Exception {
        var file = Files.createFile(state.resolve("file"));
        journal = new Journal(file);
        start(new PlantedRig(1, (sentAt, train, random) -> late(sentAt)));
        var failed = end();
        assertEquals(State.FAILED, failed.state());
        assertTrue(failed.detail().startsWith("how the link is now cannot be kept"), failed.detail());
        assertEquals(FORTY, daemon.held.get(Direction.PORT1));
    }

    @Test
    void case_thatIsUnknownIsRefused() {
        var refused =
                assertThrows(CalibrationException.class, () -> Runs.requireCases(request(new CaseName("T-NONE"))));
        assertTrue(refused.getMessage().startsWith("there is no case T-NONE; the cases are T-LAT-const, T-LOSS-pp"));
        assertFalse(refused.getMessage().isEmpty());
    }

    private static chaos.api.calibration.ProbeTrace late(long[] sentAt) {
        var by = new long[sentAt.length];
        java.util.Arrays.fill(by, 10_000_000);
        return PlantedRig.delayed(sentAt, by);
    }

    private static RunRequest request(CaseName name) {
        return new RunRequest(
                LinkName.DEFAULT, Set.of(name), Set.of(Direction.PORT1), Optional.empty(), Mode.QUICK, 1, false);
    }

    private void start(PlantedRig rig) throws CalibrationException {
        var plane = new PlaneDescription(PlantedRig.PLANE, "1", true);
        var capabilities = new Capabilities(
                plane, Set.of(Capability.SEED), List.of(), Set.of(), List.of(), new TreeMap<>(), List.of());
        var status = new LinkStatus(
                LinkName.DEFAULT,
                Optional.of(PlantedRig.PLANE),
                LinkStatus.State.LIVE,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(capabilities));
        var means = new Execution.Means(
                daemon,
                new Model(false),
                journal,
                "0.1.0",
                () -> Instant.EPOCH,
                RunsTest::done,
                unreturned::set,
                daemon.changes);
        runs.start(request(new CaseName("T-LAT-const")), means, status, rig);
    }

    private static void done(Run run, Report report, String summary) {
        run.done(report, Optional.empty(), summary);
    }

    private RunStatus end() throws InterruptedException {
        while (true) {
            var status = told.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            assertTrue(status != null, "the run ends");
            if (status.state() != State.RUNNING) {
                return status;
            }
        }
    }
}
