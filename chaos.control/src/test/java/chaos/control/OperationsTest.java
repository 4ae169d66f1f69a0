package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.control.LinkStatus.State;
import chaos.api.control.Request;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Refusal;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Seed;
import chaos.api.link.Direction;
import chaos.api.prediction.Prediction;
import chaos.api.prediction.Predictor;
import chaos.api.prediction.Room;
import chaos.api.prediction.Traffic;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.dataplane.tck.FakePlane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OperationsTest {

    private final Bench bench = Bench.started();
    private final FakePlane plane = bench.plane("fake");

    @BeforeEach
    void attach() {
        bench.comes(plane, 100);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void apply_readsBackTheCanonicalForm() throws DataPlaneException {
        var outcome = bench.apply(Direction.PORT1, Bench.RATE);
        assertTrue(outcome.isAsDesired());
        assertEquals(Transition.IN_PLACE, outcome.transition());
        assertEquals(plane.held(Direction.PORT1), outcome.readBack().impairment());
        assertTrue(outcome.desired().queue().isPresent(), "the default that the plane filled in");
        assertEquals(Impairment.NONE, bench.read(Direction.PORT2).desired());
        assertEquals("fake", outcome.plane().value());
    }

    @Test
    void apply_ofTheSeedIsPassedOnEachTime() throws DataPlaneException {
        var seeded = Bench.LATENCY.withSeed(new Seed(42));
        assertTrue(bench.apply(Direction.PORT1, seeded).isAsDesired());
        assertTrue(bench.apply(Direction.PORT1, seeded).isAsDesired());
        assertEquals(
                2, plane.calls().stream().filter(call -> call.contains("/seed")).count());
    }

    @Test
    void clear_passesUntouched() throws DataPlaneException {
        bench.apply(Direction.PORT1, Bench.LATENCY);
        var outcome = bench.control().clear(Direction.PORT1, Bench.TEST);
        assertTrue(outcome.isAsDesired());
        assertEquals(Impairment.NONE, outcome.readBack().impairment());
        assertEquals(List.of("plane_attached fake", "applied port1", "cleared port1"), bench.events());
    }

    @Test
    void apply_ofWhatThePlaneCannotHold_namesTheFieldsAndTouchesNothing() {
        plane.refusing("/latency");
        var refused = assertThrows(DataPlaneException.class, () -> bench.apply(Direction.PORT1, Bench.BOTH));
        assertEquals(Reason.NOT_SUPPORTED, refused.reason());
        assertEquals(
                List.of("/latency/duration", "/latency/kind"),
                refused.refusals().stream().map(Refusal::field).toList());
        assertEquals(List.of("attach"), plane.calls());
    }

    @Test
    void apply_outsideABoundOfThePlane_isOutOfRange() {
        var small =
                Impairment.NONE.withRate(RateLimit.of(BitRate.parse("1mbit")).withBurst(new ByteCount(100)));
        var refused = assertThrows(DataPlaneException.class, () -> bench.apply(Direction.PORT1, small));
        assertEquals(Reason.OUT_OF_RANGE, refused.reason());
        assertEquals("/rate/burst_bytes", refused.refusals().get(0).field());
    }

    @Test
    void apply_thatFails_leavesWhatIsDesiredAsItWas() throws DataPlaneException {
        bench.apply(Direction.PORT1, Bench.LATENCY);
        plane.onApply(FakePlane.Trouble.refusing(Reason.TIMED_OUT, "no answer in 1000 ms"));
        var failed = assertThrows(DataPlaneException.class, () -> bench.apply(Direction.PORT1, Bench.RATE));
        assertEquals(Reason.TIMED_OUT, failed.reason());
        plane.onApply(FakePlane.Trouble.NONE);
        assertEquals(Bench.LATENCY, bench.read(Direction.PORT1).desired());
    }

    @Test
    void aPlaneThatThrowsAnything_isARefusalOfThatPlaneOnly() throws DataPlaneException {
        plane.onApply(FakePlane.Trouble.broken());
        var failed = assertThrows(DataPlaneException.class, () -> bench.apply(Direction.PORT1, Bench.LATENCY));
        assertEquals(Reason.FAILED, failed.reason());
        assertFalse(failed.detail().contains("Exception"), failed.detail());
        assertTrue(failed.detail().contains("fake"), failed.detail());
        plane.onApply(FakePlane.Trouble.NONE);
        assertTrue(bench.apply(Direction.PORT1, Bench.LATENCY).isAsDesired());
    }

    @Test
    void read_showsWhatWasChangedBehindOurBack_andSaysItOnce() throws DataPlaneException {
        bench.apply(Direction.PORT1, Bench.LATENCY);
        plane.tamper(Direction.PORT1, Impairment.NONE);
        for (int i = 0; i < 2; i++) {
            var outcome = bench.read(Direction.PORT1);
            assertEquals(Transition.NONE, outcome.transition());
            assertEquals(
                    List.of("/latency/duration", "/latency/kind"),
                    outcome.divergences().stream().map(d -> d.field()).toList());
        }
        bench.apply(Direction.PORT1, Bench.LATENCY);
        plane.tamper(Direction.PORT1, Bench.RATE);
        bench.read(Direction.PORT1);
        assertEquals(
                List.of("plane_attached fake", "applied port1", "diverged port1", "applied port1", "diverged port1"),
                bench.events());
        assertTrue(
                bench.details().get(2).contains("/latency/duration"),
                bench.details().get(2));
    }

    @Test
    void apply_underACondition_isDoneOnlyInThatState() throws DataPlaneException {
        var seen = bench.read(Direction.PORT1).tag();
        var mine = Bench.TEST.ifUnchangedSince(seen);
        var outcome = bench.control().apply(Direction.PORT1, Bench.LATENCY, mine);
        assertNotEquals(seen, outcome.tag());
        assertEquals(outcome.tag(), bench.read(Direction.PORT1).tag());
        var late =
                assertThrows(DataPlaneException.class, () -> bench.control().apply(Direction.PORT1, Bench.RATE, mine));
        assertEquals(Reason.PRECONDITION_FAILED, late.reason());
        assertEquals(
                Reason.PRECONDITION_FAILED,
                assertThrows(DataPlaneException.class, () -> bench.control().clear(Direction.PORT1, mine))
                        .reason());
        assertEquals(Bench.LATENCY, plane.held(Direction.PORT1));
        bench.control().clear(Direction.PORT1, Request.by("test").ifUnchangedSince(outcome.tag()));
        assertEquals(Impairment.NONE, plane.held(Direction.PORT1));
    }

    @Test
    void aPlaneThatGoesDuringAnOperation_isNoLivePlane() {
        plane.onApply(() -> {
            new Thread(() -> bench.goes(plane), "stops-the-bundle").start();
            awaitGone();
            throw new DataPlaneException("apply", Optional.empty(), Reason.FAILED, "the socket was closed");
        });
        var refused = assertThrows(DataPlaneException.class, () -> bench.apply(Direction.PORT1, Bench.LATENCY));
        assertEquals(Reason.NO_LIVE_PLANE, refused.reason());
        assertTrue(refused.detail().contains("try again"), refused.detail());
    }

    private void awaitGone() {
        Until.holds(() -> bench.control().planes().isEmpty());
    }

    @Test
    void anInterfaceThatVanishes_isLetGoOfAndTakenAgainWhenItIsBack() throws DataPlaneException {
        bench.apply(Direction.PORT1, Bench.LATENCY);
        plane.onRead(FakePlane.Trouble.refusing(Reason.NO_SUCH_PORT, "port1 eth7 is gone"));
        plane.onAttach(FakePlane.Trouble.refusing(Reason.NO_SUCH_PORT, "port1 eth7 does not exist"));
        assertEquals(
                Reason.NO_SUCH_PORT,
                assertThrows(DataPlaneException.class, () -> bench.read(Direction.PORT1))
                        .reason());
        assertEquals(State.FAILED, bench.control().status().state());
        assertFalse(plane.isAttached());
        bench.timer().pass(BackOff.FIRST);
        assertEquals(State.FAILED, bench.control().status().state());
        assertEquals(
                "port1 eth7 does not exist", bench.control().status().reason().orElseThrow());

        plane.onRead(FakePlane.Trouble.NONE);
        plane.onAttach(FakePlane.Trouble.NONE);
        bench.timer().pass(BackOff.LONGEST);
        assertTrue(bench.read(Direction.PORT1).isAsDesired());
        assertEquals(Bench.LATENCY, plane.held(Direction.PORT1));
    }

    @Test
    void status_ofAPlaneThatSeesNoPorts_isFailed() {
        plane.blind(true);
        var status = bench.control().status();
        assertEquals(State.FAILED, status.state());
        assertEquals(List.of(), status.ports());
        plane.blind(false);
        assertEquals(State.LIVE, bench.control().status().state());
        assertEquals(2, bench.control().status().ports().size());
    }

    @Test
    void stats_haveRatesSinceTheSampleBefore() throws DataPlaneException {
        plane.at(Instant.ofEpochSecond(10)).send(Direction.PORT1, 1, 1000);
        assertEquals(0, bench.control().stats(Direction.PORT1).bitsPerSecond());
        plane.at(Instant.ofEpochSecond(12)).send(Direction.PORT1, 10, 100);
        var stats = bench.control().stats(Direction.PORT1);
        assertEquals(4000, stats.bitsPerSecond());
        assertEquals(5, stats.packetsPerSecond());
        assertEquals(2000, stats.sample().counters().bytes());
    }

    @Test
    void preview_plansAndPredictsAsLongAsSomebodyCanTell() throws DataPlaneException {
        var traffic = new Traffic(1500, 1000);
        var preview = bench.control().preview(Direction.PORT1, Bench.RATE, traffic);
        assertTrue(preview.plan().isHoldable());
        assertTrue(preview.prediction().isEmpty());
        assertEquals(Impairment.NONE, plane.held(Direction.PORT1));
        var asked = new ArrayList<Impairment>();
        var predictor = new Predictor() {
            @Override
            public Prediction predict(Impairment impairment, Impairment opposite, Traffic of, Optional<Room> room) {
                asked.add(opposite);
                assertEquals(Optional.of(new Room(1000, 2_000_000)), room);
                throw new IllegalArgumentException("no table here");
            }

            @Override
            public long[] sample(Impairment impairment, Traffic of, int packets) {
                throw new IllegalArgumentException("no table here");
            }
        };
        bench.apply(Direction.PORT2, Bench.RATE);
        bench.control().bindPredictor(predictor);
        var told = bench.control().preview(Direction.PORT1, Bench.RATE, traffic);
        assertEquals(List.of(plane.held(Direction.PORT2)), asked);
        assertEquals(
                "no_prediction",
                told.plan().warnings().get(told.plan().warnings().size() - 1).reason());
        bench.control().unbindPredictor(predictor);
        bench.control().preview(Direction.PORT1, Bench.RATE, traffic);
        assertEquals(1, asked.size());
    }

    @Test
    void everything_withoutAPlane_saysThatThereIsNone() {
        bench.goes(plane);
        for (var direction : Direction.values()) {
            var refused = assertThrows(DataPlaneException.class, () -> bench.read(direction));
            assertEquals(Reason.NO_LIVE_PLANE, refused.reason());
            assertTrue(refused.detail().contains("start the bundle"), refused.detail());
            assertThrows(DataPlaneException.class, () -> bench.control().stats(direction));
            assertThrows(DataPlaneException.class, () -> bench.control().clear(direction, Bench.TEST));
        }
    }
}
