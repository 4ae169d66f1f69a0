package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Counters;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.DropCauses;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.Refusal;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.dataplane.tck.FakePlane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The small parts, each alone. */
final class PartsTest {

    @Test
    void backOff_doublesUpToItsBound_andStartsAnew() {
        var backOff = new BackOff();
        var waits = new ArrayList<Long>();
        for (int i = 0; i < 9; i++) {
            waits.add(backOff.next().toMillis());
        }
        assertEquals(List.of(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L, 30_000L), waits);
        backOff.reset();
        assertEquals(BackOff.FIRST, backOff.next());
    }

    @Test
    void rateMeter_startsAnewWithEveryAttachment() {
        var meter = new RateMeter();
        assertEquals(RateMeter.Rates.NONE, meter.upTo(sample(0, 1000), 1));
        assertEquals(new RateMeter.Rates(8000, 10), meter.upTo(sample(1, 2000), 1));
        assertEquals(new RateMeter.Rates(8000, 10), meter.upTo(sample(1, 2000), 1), "no time has passed");
        assertEquals(RateMeter.Rates.NONE, meter.upTo(sample(2, 50), 2));
        assertEquals(new RateMeter.Rates(0, 0), meter.upTo(sample(3, 10), 2), "never below nothing");
    }

    private static QdiscStats sample(long second, long bytes) {
        var counters = new Counters(bytes, bytes / 100, 0, 0, 0, 0);
        return new QdiscStats(
                Direction.PORT1, Instant.ofEpochSecond(second), counters, 0, 0, DropCauses.ZERO, List.of());
    }

    @Test
    void desired_expectsWhatWasLeftOutAsItWasAskedFor() {
        var asked = Bench.BOTH.withOrdering(Ordering.PRESERVE).withQueue(new QueueLimit.Packets(7));
        var refusal = new Refusal("/latency", Refusal.Cause.NOT_SUPPORTED, "no");
        var held = asked.without(List.of("/latency", "/ordering"));
        assertEquals(asked, new Desired(asked, held, List.of(refusal)).expected());
        assertEquals(held, new Desired(asked, held, List.of()).expected());
    }

    @Test
    void fitting_takesAwayRoundByRound() throws DataPlaneException {
        var plane = new FakePlane("fake", true, new FakePlane.Wire()).refusing("/latency", "/rate");
        plane.attach();
        var asked = Bench.BOTH.withQueue(new QueueLimit.Packets(7));
        var desired = Fitting.putWhatFits(GuardedPlane.of(plane), Direction.PORT1, asked);
        assertEquals(Impairment.NONE.withQueue(new QueueLimit.Packets(7)), desired.held());
        assertEquals(asked, desired.asked());
        assertTrue(desired.leftOut().size() >= 2);
    }

    @Test
    void fitting_thatIsRefusedAfterAll_leavesEverythingOut() throws DataPlaneException {
        var plane = new FakePlane("fake", true, new FakePlane.Wire())
                .onApply(FakePlane.Trouble.refusing(Reason.REJECTED, "no room"));
        plane.attach();
        var desired = Fitting.putWhatFits(GuardedPlane.of(plane), Direction.PORT1, Bench.LATENCY);
        assertEquals(Impairment.NONE, desired.held());
        assertEquals(
                List.of("/latency/duration", "/latency/kind"),
                desired.leftOut().stream().map(Refusal::field).toList());
        assertEquals("no room", desired.leftOut().get(0).detail());
    }

    @Test
    void virtualTimer_runsWhatIsDueInItsOrder() {
        var timer = new VirtualTimer();
        var ran = new ArrayList<String>();
        timer.after(Duration.ofSeconds(2), () -> ran.add("second at " + timer.nanoTime()));
        timer.after(Duration.ofSeconds(1), () -> {
            ran.add("first");
            timer.after(Duration.ofSeconds(1), () -> ran.add("third"));
        });
        timer.pass(Duration.ofSeconds(1));
        assertEquals(List.of("first"), ran);
        timer.pass(Duration.ofSeconds(5));
        assertEquals(List.of("first", "second at 2000000000", "third"), ran);
        timer.close();
        timer.after(Duration.ZERO, () -> ran.add("never"));
        timer.pass(Duration.ofSeconds(1));
        assertEquals(3, ran.size());
    }

    @Test
    void threadTimer_runsLater_goesOnAfterAFailure_andEndsWhenClosed() throws InterruptedException {
        var timer = new ThreadTimer(new LinkName("test"));
        var ran = new CountDownLatch(1);
        timer.after(Duration.ZERO, () -> {
            throw new IllegalStateException("reported in the log");
        });
        timer.after(Duration.ofMillis(1), ran::countDown);
        assertTrue(ran.await(20, TimeUnit.SECONDS));
        timer.close();
        timer.after(Duration.ZERO, () -> {
            throw new IllegalStateException("never run");
        });
        Until.holds(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("chaos-link-test")));
    }
}
