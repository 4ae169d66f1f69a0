package chaos.dataplane.netlink;

import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.distribution.LatencyTable;
import chaos.distribution.LatencyTables;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The named tables that are programmed, each as it was when it was asked for. When a port goes away, the whole link is
 * let go of, and what is desired is applied again once both are there. Nobody asked for anything then, so each
 * direction goes on with the table that it had, whatever became of the file: it must not lose its latency because the
 * other one's cable was pulled.
 */
final class KeptTables {

    private final LatencyTables files;
    private final Map<Direction, Kept> inUse = new EnumMap<>(Direction.class);
    private final Map<Direction, Kept> lost = new EnumMap<>(Direction.class);

    /** A table by its name. */
    private record Kept(Distribution distribution, LatencyTable table) {}

    KeptTables(LatencyTables files) {
        this.files = files;
    }

    /** Where a direction finds its tables now: in their files, but for one that it lost with the ports. */
    synchronized LatencyTables of(Direction direction) {
        var kept = Optional.ofNullable(lost.get(direction));
        return name -> {
            var again = kept.filter(table -> table.distribution().equals(new Distribution.Table(name)));
            return again.isPresent() ? again.get().table() : files.named(name);
        };
    }

    /** This was programmed; from now on the direction's files count again. */
    synchronized void programmed(Direction direction, Impairment impairment, Optional<LatencyTable> table) {
        lost.remove(direction);
        inUse.remove(direction);
        impairment
                .latency()
                .filter(Latency.Stochastic.class::isInstance)
                .map(latency -> ((Latency.Stochastic) latency).distribution())
                .filter(Distribution.Table.class::isInstance)
                .ifPresent(distribution -> inUse.put(direction, new Kept(distribution, table.orElseThrow())));
    }

    /**
     * The ports were let go of.
     *
     * @param lostOne because one was lost; else they were given back, and whoever takes them asks anew
     */
    synchronized void detached(boolean lostOne) {
        lost.clear();
        if (lostOne) {
            lost.putAll(inUse);
        }
        inUse.clear();
    }
}
