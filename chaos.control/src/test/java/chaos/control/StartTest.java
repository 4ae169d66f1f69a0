package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.control.LinkStatus.State;
import chaos.api.control.PlaneStatus;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.Direction;
import chaos.dataplane.tck.FakePlane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a link gets its first plane, and what it does while it has none. */
final class StartTest {

    private Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
        assertEquals(List.of(), bench.wire().violations());
        assertTrue(bench.wire().isFree());
    }

    private static String fakes(Bench bench, String name) {
        return bench.control().planes().stream()
                .filter(plane -> plane.plane().name().value().equals(name))
                .map(plane -> plane.state().word())
                .findFirst()
                .orElse("absent");
    }

    @Test
    void start_takesTheHighestRankingAndTouchesNoOther() {
        var low = bench.comes(bench.plane("low"), 100);
        var high = bench.comes(bench.plane("high"), 300);
        assertEquals(List.of(), high.calls(), "nothing is touched before the start");
        assertEquals(State.NONE, bench.control().status().state());
        bench.control().start();
        assertEquals("high", bench.live());
        assertEquals(List.of("attach"), high.calls());
        assertEquals(List.of(), low.calls());
    }

    @Test
    void start_amongEqualsTakesTheOneThatWasThereFirst() {
        bench.comes(bench.plane("first"), 100);
        bench.comes(bench.plane("second"), 100);
        bench.control().start();
        assertEquals("first", bench.live());
    }

    @Test
    void start_withNothingThere_saysWhatToDo() {
        bench.control().start();
        var status = bench.control().status();
        assertEquals(State.NONE, status.state());
        assertEquals(
                "no plane is there; start the bundle of one", status.reason().orElseThrow());
    }

    @Test
    void aPlaneOfAnotherLink_isLeftAlone() {
        bench.control().start();
        bench.control().bindPlane(bench.plane("other"), Map.of(DataPlane.LINK, "other"));
        assertEquals(List.of(), bench.control().planes());
        bench.control().unbindPlane(bench.plane("other"));
    }

    @Test
    void attachFails_answersWithItsReason_andIsTriedAgainLessAndLessOften() throws DataPlaneException {
        bench.control().start();
        var plane = bench.plane("fake")
                .onAttach(FakePlane.Trouble.refusing(Reason.NOT_PERMITTED, "CAP_NET_ADMIN is missing"));
        bench.comes(plane, 300);
        var status = bench.control().status();
        assertEquals(State.FAILED, status.state());
        assertEquals(Optional.of(Reason.NOT_PERMITTED), status.failure());
        assertEquals("CAP_NET_ADMIN is missing", status.reason().orElseThrow());
        assertEquals(Optional.of(new PlaneName("fake")), status.plane());
        var refused = assertThrows(DataPlaneException.class, () -> bench.apply(Direction.PORT1, Bench.LATENCY));
        assertEquals(Reason.NOT_PERMITTED, refused.reason());
        assertTrue(refused.detail().contains("CAP_NET_ADMIN is missing"), refused.detail());

        bench.timer().pass(Duration.ofMinutes(2));
        int tries = plane.calls().size();
        assertTrue(tries >= 8 && tries <= 12, "tries in two minutes: " + tries);
        plane.onAttach(FakePlane.Trouble.NONE);
        bench.timer().pass(BackOff.LONGEST);
        assertEquals(State.LIVE, bench.control().status().state());
        assertEquals(0, bench.timer().waiting());
    }

    @Test
    void aBrokenPlane_doesNotKeepAWorkingOneOut() {
        bench.comes(bench.plane("broken").onAttach(FakePlane.Trouble.broken()), 300);
        bench.control().start();
        assertEquals(State.FAILED, bench.control().status().state());
        bench.comes(bench.plane("works"), 100);
        assertEquals("works", bench.live());
        assertEquals("failed", fakes(bench, "broken"));
        assertFalse(bench.control().planes().get(0).reason().orElseThrow().contains("Exception"));
    }

    /** Whichever try comes at the moment when the port is back must be that of the highest ranking. */
    @Test
    void aMissingPort_isNoFaultOfThePlane_soThatTheLowerOneDoesNotGetTheLink() {
        var missing = FakePlane.Trouble.refusing(Reason.NO_SUCH_PORT, "port1 eth7 does not exist");
        var best = bench.comes(bench.plane("best").onAttach(missing), 300);
        var second = bench.comes(bench.plane("second").onAttach(missing), 200);
        bench.control().start();
        for (int i = 0; i < 5; i++) {
            bench.timer().pass(BackOff.LONGEST);
            assertEquals(State.FAILED, bench.control().status().state());
        }
        best.onAttach(FakePlane.Trouble.NONE);
        second.onAttach(FakePlane.Trouble.NONE);
        bench.timer().pass(BackOff.LONGEST);
        assertEquals("best", bench.live());
    }

    @Test
    void aBrokenPlane_thatArrives_doesNotEndTheLiveOne() throws DataPlaneException {
        bench.control().start();
        bench.comes(bench.plane("works"), 100);
        bench.apply(Direction.PORT2, Bench.LATENCY);
        var broken = bench.comes(bench.plane("broken").onAttach(FakePlane.Trouble.broken()), 300);
        assertEquals("works", bench.live());
        assertTrue(bench.read(Direction.PORT2).isAsDesired());
        assertEquals("failed", fakes(bench, "broken"));
        bench.timer().pass(Duration.ofHours(1));
        assertEquals(List.of("attach"), broken.calls(), "traffic is not disturbed by further tries");
    }

    @Test
    void realPorts_getNoPlaneThatCarriesNothing_unlessItIsForced() throws DataPlaneException {
        bench = new Bench("", true);
        bench.control().start();
        bench.comes(bench.idlePlane("model"), 100);
        var status = bench.control().status();
        assertEquals(State.NONE, status.state());
        assertTrue(status.reason().orElseThrow().contains("--force"), status.toString());
        var model = new PlaneName("model");
        var refused =
                assertThrows(DataPlaneException.class, () -> bench.control().use(model, false, Bench.TEST));
        assertEquals(Reason.NOT_SUPPORTED, refused.reason());
        assertTrue(refused.detail().contains("--force"), refused.detail());
        assertEquals(model, bench.control().use(model, true, Bench.TEST).plane());
        assertEquals(State.LIVE, bench.control().status().state());
        var none = assertThrows(DataPlaneException.class, () -> bench.control().useHighestRanking(Bench.TEST));
        assertEquals(Reason.NO_LIVE_PLANE, none.reason());
        assertEquals("model", bench.live(), "it stays");
    }

    @Test
    void aConfiguredPlane_isWaitedFor_andIsNotForced() {
        bench = new Bench("netlink", true);
        bench.comes(bench.plane("packet"), 200);
        bench.control().start();
        assertEquals(State.NONE, bench.control().status().state());
        assertTrue(bench.control().status().reason().orElseThrow().contains("waiting for the plane netlink"));
        var idle = bench.comes(bench.idlePlane("netlink"), 300);
        assertTrue(bench.control().status().reason().orElseThrow().contains("--force"));
        bench.goes(idle);
        bench.comes(bench.plane("netlink"), 300);
        assertEquals("netlink", bench.live());
    }

    @Test
    void stop_givesThePortsBack_andAnswersNobodyAnyMore() {
        bench.control().start();
        var plane = bench.comes(bench.plane("fake"), 100);
        bench.control().stop();
        assertFalse(plane.isAttached());
        assertEquals(
                Reason.NO_LIVE_PLANE,
                assertThrows(DataPlaneException.class, () -> bench.read(Direction.PORT1))
                        .reason());
        assertThrows(DataPlaneException.class, () -> bench.control().use(new PlaneName("fake"), false, Bench.TEST));
        bench.comes(bench.plane("late"), 300);
        assertEquals(State.NONE, bench.control().status().state());
        assertEquals(
                List.of(PlaneStatus.State.READY, PlaneStatus.State.READY),
                bench.control().planes().stream().map(PlaneStatus::state).toList());
    }
}
