package chaos.dataplane.netlink;

import chaos.api.dataplane.Layer;
import chaos.linux.rtnl.Qdisc;
import java.util.List;
import java.util.SortedMap;

/** What one layer counted, by name: what every qdisc counts, and what netem counts itself where the kernel shows it. */
final class LayerCounters {

    /** {@code struct tc_netem_xstats}, seven u64; only the newest kernels show it. */
    private static final List<String> NETEM = List.of(
            "delayed", "emulator_dropped", "corrupted", "duplicated", "reordered", "ecn_marked", "allocation_errors");

    private LayerCounters() {}

    static Layer layer(Qdisc qdisc) {
        var place = qdisc.place();
        return new Layer(qdisc.kind(), place.handle().toString(), place.parent().toString(), of(qdisc));
    }

    static SortedMap<String, Long> of(Qdisc qdisc) {
        var numbers = qdisc.counters().numbers();
        var own = qdisc.counters().own();
        if (qdisc.kind().equals("netem")) {
            for (int i = 0; i < Math.min(own.size(), NETEM.size()); i++) {
                numbers.put(NETEM.get(i), own.get(i));
            }
        }
        return numbers;
    }
}
