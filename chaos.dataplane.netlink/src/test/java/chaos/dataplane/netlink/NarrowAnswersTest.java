package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import chaos.dataplane.netlink.FakePort.Shown;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.ScriptedKernel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A narrow answer ends before a message that has no room: it is believed only where it shows what was put there. */
class NarrowAnswersTest {

    private static final QdiscTree RATE = rate("10mbit");
    private static final QdiscTree FASTER = rate("20mbit");

    private final ScriptedKernel narrow = new ScriptedKernel();
    private final ScriptedKernel wide = new ScriptedKernel();
    private final PortQdiscs qdiscs = new PortQdiscs(
            new Conversation(wide.withNarrow(narrow), Duration.ofMillis(50)),
            Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC),
            Direction.PORT1,
            FakePort.DEVICE);
    private int asked;

    private static QdiscTree rate(String text) {
        return QdiscTree.of(Defaults.fill(Impairment.NONE.withRate(RateLimit.of(BitRate.parse(text))), 1500));
    }

    @BeforeEach
    void hold() throws NetlinkException, DataPlaneException {
        wide.then(FakePort::nothing);
        wide.then(requests -> FakePort.device(requests, 0, 0));
        wide.thenSuccess();
        qdiscs.hold(RATE);
        asked = wide.heard().size();
    }

    /** How often something was asked by the wide way since then. */
    private int wideQuestions() {
        return wide.heard().size() - asked;
    }

    private static List<Shown> counted(long bytes) {
        return RATE.nodes().stream()
                .map(node -> new Shown(node, bytes, 1, 0, 0))
                .toList();
    }

    @Test
    void stats_areBelievedWhereTheTreeIsShown() throws NetlinkException, DataPlaneException {
        narrow.then(requests -> FakePort.qdiscs(requests, counted(100)));
        assertEquals(100, qdiscs.stats().counters().bytes());
        assertEquals(0, wideQuestions());
    }

    @Test
    void stats_areAskedForAgainWhereItIsNot() throws NetlinkException, DataPlaneException {
        narrow.then(requests -> FakePort.qdiscs(requests, List.of()));
        wide.then(requests -> FakePort.qdiscs(requests, counted(200)));
        assertEquals(200, qdiscs.stats().counters().bytes());
        assertEquals(1, wideQuestions());
    }

    @Test
    void change_thatIsNotShownIsAChangeAllTheSame() throws NetlinkException, DataPlaneException {
        narrow.then(requests -> FakePort.changed(requests, List.of()));
        wide.then(requests -> FakePort.qdiscs(requests, FakePort.shown(FASTER)));
        var held = qdiscs.hold(FASTER);
        assertEquals(Transition.IN_PLACE, held.transition());
        assertTrue(held.shown().flatMap(ObservedTree::ours).orElseThrow().hasLayersOf(FASTER));
        assertEquals(1, wideQuestions());
    }
}
