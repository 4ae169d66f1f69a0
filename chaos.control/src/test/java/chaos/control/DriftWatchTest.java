package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.control.Divergence;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.FieldValue;
import chaos.api.link.Direction;
import chaos.dataplane.tck.FakePlane;
import chaos.dataplane.tck.FakePlane.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others do to the ports becomes an event without anybody asking. */
final class DriftWatchTest {

    private static final Optional<Direction> PORT1 = Optional.of(Direction.PORT1);
    private static final Warning MPU = Warning.about("/rate", "unreadable", "tbf counts packets as 64 bytes or more");
    private static final Warning FOREIGN = Warning.general("foreign_qdisc", "qdisc pfifo 9:0 is there");

    private final Bench bench = Bench.started();
    private final FakePlane plane = bench.plane("fake");

    @BeforeEach
    void attach() throws DataPlaneException {
        bench.comes(plane, 100);
        bench.apply(Direction.PORT1, Bench.LATENCY);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> heard() {
        bench.timer().pass(Duration.ZERO);
        return bench.events().subList(2, bench.events().size()); // attached and applied
    }

    @Test
    void notice_ofAChangeIsADivergence() throws DataPlaneException {
        plane.tamper(Direction.PORT1, Bench.RATE);
        plane.notices(new PlaneNotice(Kind.STATE, PORT1, "changed"));
        assertEquals(List.of("diverged port1"), heard());
        assertFalse(bench.read(Direction.PORT1).isAsDesired());
        assertEquals(1, heard().size(), "a read afterwards tells nothing new");
    }

    @Test
    void change_whoseEndNobodySawIsLookedAtUntilItIsSeen() {
        plane.onApply(Trouble.refusing(Reason.TIMED_OUT, "no answer in 1000 ms"));
        plane.onRead(Trouble.refusing(Reason.TIMED_OUT, "no answer in 1000 ms"));
        assertThrows(DataPlaneException.class, () -> bench.apply(Direction.PORT1, Bench.RATE));
        assertThrows(DataPlaneException.class, () -> bench.apply(Direction.PORT1, Bench.RATE));
        assertEquals(1, bench.timer().waiting(), "one look for however many changes");
        bench.timer().pass(Duration.ofSeconds(5));
        plane.tamper(Direction.PORT1, Bench.RATE);
        assertEquals(List.of(), heard());
        plane.onRead(Trouble.NONE);
        bench.timer().pass(Duration.ofSeconds(1));
        assertEquals(List.of("diverged port1"), heard());
        assertEquals(0, bench.timer().waiting());
    }

    @Test
    void notice_ofASecondChangeIsAnotherDivergence() {
        plane.tamper(Direction.PORT1, Bench.RATE);
        plane.notices(new PlaneNotice(Kind.STATE, PORT1, "changed"));
        assertEquals(1, heard().size());
        plane.tamper(Direction.PORT1, Bench.BOTH);
        plane.notices(new PlaneNotice(Kind.STATE, PORT1, "changed"));
        assertEquals(List.of("diverged port1", "diverged port1"), heard());
    }

    @Test
    void notice_ofWhatNoFieldCanSayIsADivergenceOnceAChange() throws DataPlaneException {
        plane.tamper(Direction.PORT1, List.of(MPU));
        plane.notices(new PlaneNotice(Kind.STATE, PORT1, "changed"));
        assertEquals(List.of("diverged port1"), heard());
        assertEquals(
                "the plane fake does not hold what is desired: /rate (tbf counts packets as 64 bytes or more)",
                bench.details().get(2));
        var outcome = bench.read(Direction.PORT1);
        assertEquals(
                List.of(new Divergence("/rate", Optional.empty(), Optional.of(new FieldValue.Text(MPU.detail())))),
                outcome.divergences());
        assertEquals(List.of(MPU), outcome.warnings());
        plane.notices(new PlaneNotice(Kind.STATE, PORT1, "changed back and forth"));
        assertEquals(1, heard().size(), "the same is not told twice");

        plane.tamper(Direction.PORT1, List.of(MPU, FOREIGN));
        plane.notices(new PlaneNotice(Kind.STATE, PORT1, "changed"));
        assertEquals(List.of("diverged port1", "diverged port1"), heard());
        assertTrue(bench.details().get(3).endsWith(" or more), qdisc pfifo 9:0 is there"), bench.details()::toString);
    }

    @Test
    void notice_ofWhatNoFieldCanSayIsHealedByAChangeOfOurs() throws DataPlaneException {
        var tag = bench.read(Direction.PORT1).tag();
        plane.tamper(Direction.PORT1, List.of(FOREIGN));
        plane.notices(new PlaneNotice(Kind.STATE, PORT1, "changed"));
        assertEquals(List.of("diverged port1"), heard());
        assertNotEquals(tag, bench.read(Direction.PORT1).tag());
        assertTrue(bench.apply(Direction.PORT1, Bench.LATENCY).isAsDesired());
        assertEquals(List.of("diverged port1", "applied port1"), heard());
        assertEquals(tag, bench.read(Direction.PORT1).tag());
        plane.tamper(Direction.PORT1, List.of(FOREIGN));
        plane.notices(new PlaneNotice(Kind.STATE, PORT1, "changed"));
        assertEquals(List.of("diverged port1", "applied port1", "diverged port1"), heard());
    }

    @Test
    void notice_ofWhatIsStillDesiredTellsNothing() {
        plane.notices(new PlaneNotice(Kind.STATE, PORT1, "changed and changed back"));
        assertEquals(List.of(), heard());
    }

    @Test
    void notice_ofThePortsIsAnEventAndAllIsRead() {
        plane.tamper(Direction.PORT2, Bench.RATE);
        plane.notices(new PlaneNotice(
                Kind.PORTS, Optional.empty(), "bridge b was removed by somebody else; it was made again"));
        assertEquals(List.of("ports_changed fake", "diverged port2"), heard());
        assertTrue(bench.details().contains("bridge b was removed by somebody else; it was made again"));
    }

    @Test
    void notice_thatSomeWereMissedIsAnEventAndAllIsRead() {
        plane.tamper(Direction.PORT1, Bench.RATE);
        plane.notices(new PlaneNotice(Kind.MISSED, Optional.empty(), "missed"));
        assertEquals(List.of("resynchronised fake", "diverged port1"), heard());
    }

    @Test
    void notice_ofAPortThatWentAwayLetsGoAndOfItsReturnTakesItAgain() {
        plane.onRead(Trouble.refusing(Reason.NO_SUCH_PORT, "interface fake1 went away"))
                .onAttach(Trouble.refusing(Reason.NO_SUCH_PORT, "interface fake1 does not exist"));
        plane.notices(new PlaneNotice(Kind.PORTS, PORT1, "interface fake1 went away"));
        assertEquals(List.of("ports_changed fake", "plane_detached fake", "plane_failed fake"), heard());

        plane.onRead(Trouble.NONE).onAttach(Trouble.NONE);
        plane.notices(new PlaneNotice(Kind.PORTS, PORT1, "interface fake1 is there again"));
        assertEquals("plane_attached fake", heard().get(3));
        assertEquals(Bench.LATENCY, plane.held(Direction.PORT1), "with its state, and without waiting for a retry");
    }

    @Test
    void notice_ofAPlaneThatIsNotLiveIsNotHeard() {
        bench.comes(bench.plane("better"), 200);
        int before = bench.events().size();
        plane.notices(new PlaneNotice(Kind.PORTS, Optional.empty(), "of no concern"));
        bench.timer().pass(Duration.ZERO);
        assertEquals(before, bench.events().size());
    }

    /** It was said while another plane had the ports, and is dealt with after the swap. */
    @Test
    void notice_fromBeforeASwapIsNoEventAfterIt() throws DataPlaneException {
        var next = bench.comes(bench.plane("next"), 50);
        next.notices(new PlaneNotice(Kind.PORTS, PORT1, "port fake1 is in no bridge any more"));
        bench.control().use(new PlaneName("next"), false, Bench.TEST);
        bench.timer().pass(Duration.ZERO);
        assertEquals(
                0,
                bench.events().stream()
                        .filter(event -> event.startsWith("ports_changed"))
                        .count());
        next.notices(new PlaneNotice(Kind.PORTS, PORT1, "the MTU of port fake1 is 9000, was 1500"));
        bench.timer().pass(Duration.ZERO);
        assertTrue(bench.events().contains("ports_changed next"), bench.events()::toString);
    }

    /** What it did to the ports and undid is heard as a change of the ports. */
    @Test
    void notice_ofWhatAFailingAttachDid_doesNotMakeItTryWithoutEnd() {
        bench.goes(plane);
        var failing = bench.plane("failing");
        failing.onAttach(() -> {
            failing.notices(new PlaneNotice(Kind.PORTS, PORT1, "port fake1 was switched on"));
            failing.notices(new PlaneNotice(Kind.PORTS, PORT1, "port fake1 was switched off"));
            throw new DataPlaneException("attach", Optional.empty(), Reason.REJECTED, "the buffer is too small");
        });
        bench.comes(failing, 100);
        bench.timer().pass(Duration.ofMinutes(2));
        int tries = failing.calls().size();
        assertTrue(tries >= 8 && tries <= 12, "tries in two minutes: " + tries);
    }

    @Test
    void watch_endsWithThePlane() {
        bench.goes(plane);
        int before = bench.events().size();
        plane.notices(new PlaneNotice(Kind.STATE, PORT1, "too late"));
        bench.timer().pass(Duration.ZERO);
        assertEquals(before, bench.events().size());
    }
}
