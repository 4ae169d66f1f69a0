package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.api.control.HealthCheck;
import chaos.api.control.HealthCheck.Status;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.dataplane.Warning;
import chaos.api.link.Direction;
import chaos.dataplane.tck.FakePlane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plane that does not get the processor in time: an event when it begins and when it ends, a warning in between. */
final class LatenessWatchTest {

    private static final Optional<Direction> PORT1 = Optional.of(Direction.PORT1);
    private static final String DETAIL = "port1: packets left up to 5 ms later than they were due";

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

    private void late(int packets, long millis) {
        String detail = "port1: the latest of " + packets + " by " + millis + " ms";
        plane.notices(new PlaneNotice(Kind.LATE, PORT1, detail, Duration.ofMillis(millis)));
        bench.timer().pass(PlaneNotice.LATE_AGAIN);
    }

    private void late(Optional<Direction> direction) {
        plane.notices(new PlaneNotice(Kind.LATE, direction, DETAIL));
        bench.timer().pass(Duration.ZERO);
    }

    private List<String> heard() {
        return bench.events().subList(1, bench.events().size()); // attached
    }

    private List<Warning> warnings(Direction direction) throws DataPlaneException {
        return bench.read(direction).warnings();
    }

    private HealthCheck health() {
        return LinkCheck.of(bench.control(), Optional.of(bench.control()));
    }

    @Test
    void late_isOneEventAndAWarningForAsLongAsItIsSaid() throws DataPlaneException {
        for (int i = 0; i < 10; i++) {
            late(PORT1);
            assertEquals(List.of("late fake"), heard());
            assertEquals(List.of(Warning.general("late", DETAIL)), warnings(Direction.PORT1));
            assertEquals(List.of(), warnings(Direction.PORT2));
            bench.timer().pass(PlaneNotice.LATE_AGAIN);
        }
        assertEquals(Status.WARN, health().status());
        assertEquals("the plane fake is live; " + DETAIL, health().detail());
        assertEquals(List.of(DETAIL), bench.details().subList(1, 2));
    }

    @Test
    void late_endsWhenItIsNotSaidAgain() throws DataPlaneException {
        late(PORT1);
        bench.timer().pass(LatenessWatch.QUIET.minusMillis(1));
        assertEquals(List.of("late fake"), heard());
        late(PORT1);
        bench.timer().pass(LatenessWatch.QUIET.minusMillis(1));
        assertEquals(List.of("late fake"), heard());
        bench.timer().pass(Duration.ofMillis(1));
        assertEquals(List.of("late fake", "on_time fake"), heard());
        assertEquals(
                "port1: packets leave when they are due again", bench.details().get(2));
        assertEquals(List.of(), warnings(Direction.PORT1));
        assertEquals(Status.OK, health().status());
        late(PORT1);
        assertEquals(List.of("late fake", "on_time fake", "late fake"), heard());
    }

    @Test
    void late_tenTimesMoreIsAnotherEventAndTheWarningIsOfTheWorst() throws DataPlaneException {
        late(43, 4);
        late(9, 39);
        assertEquals(List.of("late fake"), heard());
        assertEquals(
                "port1: the latest of 9 by 39 ms",
                warnings(Direction.PORT1).get(0).detail());
        late(500, 1000);
        late(2, 20);
        late(3, 9999);
        assertEquals(List.of("late fake", "late fake"), heard());
        assertEquals(
                List.of("port1: the latest of 43 by 4 ms", "port1: the latest of 500 by 1000 ms"),
                bench.details().subList(1, 3));
        assertEquals(
                "port1: the latest of 3 by 9999 ms",
                warnings(Direction.PORT1).get(0).detail());
        bench.timer().pass(LatenessWatch.QUIET);
        late(7, 5);
        assertEquals(List.of("late fake", "late fake", "on_time fake", "late fake"), heard());
        assertEquals(
                "port1: the latest of 7 by 5 ms",
                warnings(Direction.PORT1).get(0).detail());
    }

    @Test
    void late_ofTheWholeLinkIsOneEvent() throws DataPlaneException {
        late(Optional.empty());
        assertEquals(List.of("late fake"), heard());
        assertEquals(List.of(Warning.general("late", DETAIL)), warnings(Direction.PORT2));
    }

    @Test
    void late_endsWithThePlane() throws DataPlaneException {
        late(PORT1);
        bench.comes(bench.plane("better"), 200);
        assertEquals(List.of(), warnings(Direction.PORT1));
        bench.timer().pass(LatenessWatch.QUIET.multipliedBy(2));
        assertEquals(List.of("late fake", "plane_detached fake", "plane_attached better"), heard());
        late(PORT1);
        assertEquals(3, heard().size(), "a plane that is not live is not heard");
    }
}
