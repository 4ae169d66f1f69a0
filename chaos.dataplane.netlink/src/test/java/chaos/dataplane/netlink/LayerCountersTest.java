package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chaos.linux.ports.OwnedQdiscs;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.Qdisc;
import chaos.linux.rtnl.QueueCounters;
import chaos.linux.rtnl.TcMessage;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerCountersTest {

    private static Qdisc qdisc(String kind, List<Long> own) {
        var place = new TcMessage(7, OwnedQdiscs.handle(kind), Handle.ROOT);
        return new Qdisc(place, kind, ByteBuffer.allocate(0), new QueueCounters(1, 2, 3, 4, 5, 6, 7, own));
    }

    @Test
    void of_namesWhatNetemCountsItself() {
        var numbers = LayerCounters.of(qdisc("netem", List.of(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L)));
        assertEquals(14, numbers.get("reordered"));
        assertEquals(13, numbers.get("duplicated"));
        assertEquals(16, numbers.get("allocation_errors"));
        assertEquals(5, numbers.get("drops"));
        assertEquals(14, numbers.size(), "an eighth number of a later kernel has no name yet");
    }

    @Test
    void of_showsNoneWhereTheKernelShowsNone() {
        assertFalse(LayerCounters.of(qdisc("netem", List.of())).containsKey("reordered"));
        assertEquals(7, LayerCounters.of(qdisc("tbf", List.of(1L, 2L))).size());
    }
}
