package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.control.Divergence;
import chaos.api.control.LinkStatus.State;
import chaos.api.control.PlaneStatus;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.Refusal;
import chaos.api.impairment.FieldValue;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Seed;
import chaos.api.link.Direction;
import chaos.dataplane.tck.FakePlane;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

/** Every case of a change of planes. */
final class SwapTest {

    private static final PlaneName NEW = new PlaneName("new");
    private static final PlaneName OLD = new PlaneName("old");

    private final Bench bench = Bench.started();
    private final FakePlane oldPlane = bench.plane("old");
    private final FakePlane newPlane = bench.plane("new");

    @AfterEach
    void neverTwoPlanesHeldThePortsAtOnce() {
        bench.close();
        assertEquals(List.of(), bench.wire().violations());
        assertTrue(bench.wire().isFree(), "the ports were given back");
        assertTrue(bench.timer().isClosed());
    }

    @Test
    void higherRankingArrives_takesOverWithTheDesiredState() throws DataPlaneException {
        bench.comes(oldPlane, 100);
        bench.apply(Direction.PORT1, Bench.BOTH);
        bench.comes(newPlane, 300);
        assertEquals("new", bench.live());
        assertFalse(oldPlane.isAttached());
        assertEquals(Bench.BOTH.latency(), newPlane.held(Direction.PORT1).latency());
        var outcome = bench.read(Direction.PORT1);
        assertTrue(outcome.isAsDesired());
        assertEquals(NEW, outcome.plane());
        assertEquals(
                List.of("plane_attached old", "applied port1", "plane_detached old", "plane_attached new"),
                bench.events());
    }

    @Test
    void nextPlane_letsNothingPassBeforeItHasTheState() throws DataPlaneException {
        bench.comes(oldPlane, 300);
        bench.apply(Direction.PORT1, Bench.LATENCY);
        var asked = new ArrayList<String>();
        var told = (DataPlane) Proxy.newProxyInstance(
                DataPlane.class.getClassLoader(), new Class<?>[] {DataPlane.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return method.invoke(newPlane, arguments);
                });
        bench.control().bindPlane(told, Map.of(DataPlane.LINK, "default", Constants.SERVICE_RANKING, 100));
        bench.control().use(NEW, false, Bench.TEST);
        asked.retainAll(List.of("attach", "attachClosed", "apply", "open"));
        assertEquals(List.of("attachClosed", "apply", "open"), asked);
        bench.control().unbindPlane(told);
    }

    /** It is asked before the old one lets go: what is in the way of one is in the way of both. */
    @Test
    void planeThatForeseesARefusal_leavesTheOldOneAlone() throws DataPlaneException {
        bench.comes(oldPlane, 300);
        bench.apply(Direction.PORT1, Bench.LATENCY);
        var inTheWay = new DataPlaneException("attach", Optional.empty(), Reason.FOREIGN, "port p2 has the address x");
        var wary = (DataPlane) Proxy.newProxyInstance(
                DataPlane.class.getClassLoader(), new Class<?>[] {DataPlane.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("foresee")) {
                        throw inTheWay;
                    }
                    return method.invoke(newPlane, arguments);
                });
        bench.control().bindPlane(wary, Map.of(DataPlane.LINK, "default", Constants.SERVICE_RANKING, 100));
        var refused =
                assertThrows(DataPlaneException.class, () -> bench.control().use(NEW, false, Bench.TEST));
        assertEquals(Reason.FOREIGN, refused.reason());
        assertEquals("port p2 has the address x; the plane old stays", refused.detail());
        assertEquals("old", bench.live());
        assertEquals(
                List.of("attach"),
                oldPlane.calls().stream().filter(call -> call.contains("tach")).toList());
        assertEquals(List.of(), newPlane.calls());
        assertEquals(PlaneStatus.State.FAILED, bench.control().planes().get(1).state());
        bench.control().unbindPlane(wary);
    }

    @Test
    void lowerRankingArrives_staysReady() {
        bench.comes(oldPlane, 300);
        bench.comes(newPlane, 100);
        assertEquals("old", bench.live());
        assertEquals(List.of(), newPlane.calls());
        assertEquals(
                List.of(PlaneStatus.State.LIVE, PlaneStatus.State.READY),
                bench.control().planes().stream().map(PlaneStatus::state).toList());
    }

    @Test
    void higherRankingArrives_thatCannotHoldTheState_isPassedOver() throws DataPlaneException {
        bench.comes(oldPlane, 100);
        bench.apply(Direction.PORT1, Bench.BOTH);
        bench.comes(newPlane.refusing("/latency"), 300);
        assertEquals("old", bench.live());
        assertEquals(List.of(), newPlane.calls(), "nothing was touched");
        assertEquals("plane_failed new", bench.events().get(bench.events().size() - 1));
        var status = bench.control().planes().get(0);
        assertEquals(PlaneStatus.State.READY, status.state());
        assertTrue(status.reason().orElseThrow().contains("/latency/duration"), status.toString());
    }

    @Test
    void oldGoes_whatTheNewCannotHoldIsLeftOutAndSaid() throws DataPlaneException {
        bench.comes(oldPlane, 100);
        bench.apply(Direction.PORT1, Bench.BOTH);
        bench.comes(newPlane.refusing("/latency"), 300);
        bench.goes(oldPlane);

        assertEquals("new", bench.live());
        assertEquals(
                Bench.RATE.rate().orElseThrow().rate(),
                newPlane.held(Direction.PORT1).rate().orElseThrow().rate(),
                "the rest passes");
        var status = bench.control().status();
        assertEquals(State.FAILED, status.state());
        assertEquals(Optional.of(Reason.NOT_SUPPORTED), status.failure());
        assertTrue(status.reason().orElseThrow().contains("port1:/latency/duration"), status.toString());
        assertEquals(2, status.ports().size(), "traffic passes");

        var outcome = bench.read(Direction.PORT1);
        assertEquals(
                List.of(
                        new Divergence(
                                "/latency/duration", Optional.of(new FieldValue.Whole(40_000_000)), Optional.empty()),
                        new Divergence(
                                "/latency/kind", Optional.of(new FieldValue.Text("constant")), Optional.empty())),
                outcome.divergences());
        assertEquals(
                List.of("left_out", "left_out"),
                outcome.warnings().stream().map(w -> w.reason()).toList());
        assertTrue(bench.events().contains("diverged port1"), bench.events().toString());
        assertTrue(
                bench.details().stream().anyMatch(detail -> detail.contains("left out: port1:/latency/duration")),
                bench.details().toString());
    }

    @Test
    void leftOut_comesBackWithAPlaneThatCanHoldIt() throws DataPlaneException {
        bench.comes(oldPlane, 100);
        bench.apply(Direction.PORT1, Bench.BOTH);
        bench.goes(oldPlane);
        bench.comes(newPlane.refusing("/latency"), 100);
        assertEquals(State.FAILED, bench.control().status().state());
        bench.comes(oldPlane, 300);
        assertEquals(State.LIVE, bench.control().status().state());
        assertTrue(bench.read(Direction.PORT1).isAsDesired());
        assertEquals(Bench.LATENCY.latency(), oldPlane.held(Direction.PORT1).latency());
    }

    @Test
    void leftOut_endsWithAnotherPut() throws DataPlaneException {
        bench.comes(oldPlane, 100);
        bench.apply(Direction.PORT1, Bench.LATENCY);
        bench.goes(oldPlane);
        bench.comes(newPlane.refusing("/latency"), 100);
        assertTrue(bench.apply(Direction.PORT1, Bench.RATE).isAsDesired());
        assertEquals(State.LIVE, bench.control().status().state());
    }

    @Test
    void explicitChoice_thatCannotHoldTheStateIsRefusedWithTheFields() throws DataPlaneException {
        bench.comes(oldPlane, 300);
        bench.comes(newPlane.refusing("/latency"), 100);
        bench.apply(Direction.PORT2, Bench.LATENCY);
        var refused =
                assertThrows(DataPlaneException.class, () -> bench.control().use(NEW, false, Bench.TEST));
        assertEquals(Reason.NOT_SUPPORTED, refused.reason());
        assertEquals(
                List.of("/latency/duration", "/latency/kind"),
                refused.refusals().stream().map(Refusal::field).toList());
        assertTrue(refused.refusals().get(0).detail().startsWith("port2: "));
        assertEquals("old", bench.live());
        assertFalse(oldPlane.calls().contains("detach"));
    }

    @Test
    void explicitChoice_swapsAndStays() throws DataPlaneException {
        bench.comes(oldPlane, 300);
        bench.comes(newPlane, 100);
        bench.apply(Direction.PORT1, Bench.LATENCY);
        newPlane.onAttach(() -> bench.timer().pass(Duration.ofMillis(7)));
        var swap = bench.control().use(NEW, false, Bench.TEST);
        assertEquals(NEW, swap.plane());
        assertEquals(Duration.ofMillis(7), swap.gap());
        assertEquals(List.of(Direction.PORT1), swap.reapplied());
        assertEquals(List.of(), swap.leftOut());
        assertEquals("new", bench.live());

        assertEquals(Duration.ZERO, bench.control().use(NEW, false, Bench.TEST).gap(), "it is live already");
        assertEquals(
                "old", bench.control().useHighestRanking(Bench.TEST).plane().value());
        assertEquals("old", bench.live());
    }

    @Test
    void explicitChoice_attachFails_theOldIsAttachedAgainWithItsState() throws DataPlaneException {
        bench.comes(oldPlane, 300);
        bench.comes(newPlane, 100);
        bench.apply(Direction.PORT1, Bench.LATENCY);
        newPlane.onAttach(FakePlane.Trouble.refusing(Reason.FOREIGN, "an htb qdisc is on port1"));
        var refused =
                assertThrows(DataPlaneException.class, () -> bench.control().use(NEW, false, Bench.TEST));
        assertEquals(Reason.FOREIGN, refused.reason());
        assertTrue(refused.detail().contains("an htb qdisc is on port1"), refused.detail());
        assertTrue(refused.detail().contains("old is live again"), refused.detail());
        assertEquals(Bench.LATENCY, oldPlane.held(Direction.PORT1));
        assertEquals(State.LIVE, bench.control().status().state());
        assertEquals(PlaneStatus.State.FAILED, bench.control().planes().get(1).state());
        assertEquals(0, bench.timer().waiting(), "the live plane is not disturbed by another try");
    }

    @Test
    void explicitChoice_applyFails_theOldIsAttachedAgainWithItsState() throws DataPlaneException {
        bench.comes(oldPlane, 300);
        bench.comes(newPlane, 100);
        bench.apply(Direction.PORT2, Bench.LATENCY);
        newPlane.onApply(FakePlane.Trouble.refusing(Reason.REJECTED, "no room"));
        assertThrows(DataPlaneException.class, () -> bench.control().use(NEW, false, Bench.TEST));
        assertEquals("old", bench.live());
        assertFalse(newPlane.isAttached());
        assertEquals(Bench.LATENCY, oldPlane.held(Direction.PORT2));
    }

    @Test
    void explicitChoice_neitherCanBeAttached_theLinkSaysSoAndTriesAgain() throws DataPlaneException {
        bench.comes(oldPlane, 300);
        bench.comes(newPlane, 100);
        bench.apply(Direction.PORT1, Bench.LATENCY);
        newPlane.onAttach(FakePlane.Trouble.broken());
        oldPlane.onAttach(FakePlane.Trouble.refusing(Reason.TIMED_OUT, "no answer"));
        assertThrows(DataPlaneException.class, () -> bench.control().use(NEW, false, Bench.TEST));
        assertEquals(State.FAILED, bench.control().status().state());
        assertEquals(
                Reason.TIMED_OUT,
                assertThrows(DataPlaneException.class, () -> bench.read(Direction.PORT1))
                        .reason());
        oldPlane.onAttach(FakePlane.Trouble.NONE);
        bench.timer().pass(BackOff.FIRST);
        assertEquals("old", bench.live());
        assertTrue(bench.read(Direction.PORT1).isAsDesired());
    }

    @Test
    void stopThenStart_theStateComesBackWithoutItsSeed() throws DataPlaneException {
        bench.comes(oldPlane, 300);
        bench.apply(Direction.PORT1, Bench.LATENCY.withSeed(new Seed(42)));
        bench.goes(oldPlane);
        assertEquals(State.NONE, bench.control().status().state());
        var refused = assertThrows(DataPlaneException.class, () -> bench.read(Direction.PORT1));
        assertEquals(Reason.NO_LIVE_PLANE, refused.reason());
        assertThrows(DataPlaneException.class, () -> bench.apply(Direction.PORT1, Impairment.NONE));

        bench.comes(oldPlane, 300);
        assertEquals(Bench.LATENCY, oldPlane.held(Direction.PORT1));
        assertTrue(bench.read(Direction.PORT1).isAsDesired());
    }

    @Test
    void choosing_whatIsNotThereIsRefusedAndNamesWhatIs() {
        bench.comes(oldPlane, 300);
        var refused =
                assertThrows(DataPlaneException.class, () -> bench.control().use(NEW, false, Bench.TEST));
        assertEquals(Reason.NO_SUCH_PLANE, refused.reason());
        assertTrue(refused.detail().contains("old"), refused.detail());
    }

    @Test
    void theChosenPlaneGoes_isWaitedFor() throws DataPlaneException {
        bench.comes(oldPlane, 300);
        bench.comes(newPlane, 100);
        bench.control().use(NEW, false, Bench.TEST);
        bench.goes(newPlane);
        var status = bench.control().status();
        assertEquals(State.NONE, status.state());
        assertTrue(status.reason().orElseThrow().contains("waiting for the plane new"), status.toString());
        bench.comes(newPlane, 100);
        assertEquals("new", bench.live());
        bench.goes(newPlane);
        assertEquals(OLD, bench.control().useHighestRanking(Bench.TEST).plane());
    }

    @Test
    void detachFails_theSwapGoesOn() throws DataPlaneException {
        bench.comes(oldPlane, 100);
        oldPlane.onDetach(FakePlane.Trouble.refusing(Reason.TIMED_OUT, "the bridge is still there"));
        bench.comes(newPlane, 300);
        assertEquals("new", bench.live());
        assertTrue(bench.events().contains("plane_failed old"), bench.events().toString());
    }
}
