package chaos.dataplane.netlink.qdisc;

import chaos.distribution.LatencyTable;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What netem can be told, but need not show: the table of a distribution is never shown, the seed by Linux 6.6 and
 * newer, which make one up where none is told.
 *
 * @param table the shape of the latency; where none is told the last one stays
 * @param seed restarts the random numbers each time it is told
 */
public record NetemTold(Optional<LatencyTable> table, OptionalLong seed) {

    /** Neither. */
    public static final NetemTold NOTHING = new NetemTold(Optional.empty(), OptionalLong.empty());
}
