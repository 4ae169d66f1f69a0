package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every kernel with tbf and pfifo can do, on a real one, with tc as the second opinion. */
@Tag("kernel")
class RateAndQueueKernelTest {

    private static final Impairment TEN_MBIT = Impairment.NONE.withRate(RateLimit.of(BitRate.parse("10mbit")));

    private Lab lab;
    private NetlinkDataPlane plane;

    @BeforeEach
    void attach() throws IOException, DataPlaneException {
        lab = new Lab();
        plane = lab.plane();
        plane.attach();
    }

    @AfterEach
    void detach() throws IOException {
        plane.stop();
        lab.close();
    }

    @Test
    void apply_rateBuildsTbfOverPfifo() throws DataPlaneException, IOException {
        var applied = plane.apply(Direction.PORT1, TEN_MBIT);
        assertEquals(Transition.REBUILT, applied.transition());
        String shown = lab.shown("p1");
        assertTrue(shown.contains("qdisc tbf c4a: root") && shown.contains("rate 10Mbit burst 3043b"), shown);
        assertTrue(shown.contains("qdisc pfifo c4c: parent c4a:1 limit 83p"), shown);
        assertTrue(lab.shown("p2").contains("noqueue"), "the other direction is untouched");
        var read = plane.read(Direction.PORT1, Optional.of(TEN_MBIT));
        assertEquals(applied.canonical().fields(), read.impairment().fields());
    }

    @Test
    void apply_otherNumbersChangesInPlace() throws DataPlaneException, IOException {
        plane.apply(Direction.PORT1, TEN_MBIT);
        var faster = Impairment.NONE
                .withRate(RateLimit.of(BitRate.parse("10gbit")).withBurst(new ByteCount(200_000)))
                .withQueue(new QueueLimit.Packets(77));
        var applied = plane.apply(Direction.PORT1, faster);
        assertEquals(Transition.IN_PLACE, applied.transition());
        String shown = lab.shown("p1");
        assertTrue(shown.contains("rate 10Gbit") && shown.contains("limit 77p"), shown);
        assertEquals(
                faster.fields(),
                plane.read(Direction.PORT1, Optional.of(faster)).impairment().fields());
        assertEquals(Transition.NONE, plane.apply(Direction.PORT1, faster).transition());
    }

    @Test
    void apply_queueAloneIsPfifo() throws DataPlaneException, IOException {
        var queue = Impairment.NONE.withQueue(new QueueLimit.Packets(12));
        plane.apply(Direction.PORT2, queue);
        String shown = lab.shown("p2");
        assertTrue(shown.contains("qdisc pfifo c4c: root") && shown.contains("limit 12p"), shown);
        assertEquals(queue, plane.read(Direction.PORT2, Optional.empty()).impairment());
    }

    @Test
    void apply_queueInTimeIsBfifo() throws DataPlaneException, IOException {
        var queue = TEN_MBIT.withQueue(new QueueLimit.Time(Duration.ofNanos(50_000_001)));
        var applied = plane.apply(Direction.PORT2, queue);
        String shown = lab.shown("p2");
        assertTrue(shown.contains("qdisc bfifo c4c: parent c4a:1 limit 62500b"), shown);
        assertEquals(
                applied.canonical(),
                plane.read(Direction.PORT2, Optional.of(queue)).impairment());
        assertEquals(
                new QueueLimit.Time(Duration.ofMillis(50)),
                plane.read(Direction.PORT2, Optional.empty())
                        .impairment()
                        .queue()
                        .orElseThrow());
    }

    @Test
    void clear_removesEverything() throws DataPlaneException, IOException {
        plane.apply(Direction.PORT1, TEN_MBIT);
        assertEquals(Transition.REBUILT, plane.clear(Direction.PORT1).transition());
        assertTrue(lab.shown("p1").contains("noqueue"), lab.shown("p1"));
        assertEquals(Transition.NONE, plane.clear(Direction.PORT1).transition());
        assertEquals(
                Impairment.NONE, plane.read(Direction.PORT1, Optional.empty()).impairment());
    }

    @Test
    void read_showsWhatWasChangedByHand() throws DataPlaneException, IOException {
        plane.apply(Direction.PORT1, TEN_MBIT);
        lab.tc(
                "qdisc", "change", "dev", "p1", "root", "handle", "c4a:", "tbf", "rate", "5mbit", "burst", "3044",
                "limit", "83");
        var read = plane.read(Direction.PORT1, Optional.of(TEN_MBIT));
        assertEquals(
                BitRate.parse("5mbit"), read.impairment().rate().orElseThrow().rate());
    }
}
