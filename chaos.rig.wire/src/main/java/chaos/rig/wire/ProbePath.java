package chaos.rig.wire;

import chaos.api.link.Direction;
import java.util.List;

/**
 * The way through a link: far end, port, port, far end.
 *
 * @param port1 the port of that name
 * @param far1 the other end of its cable
 * @param port2 the port of that name
 * @param far2 the other end of its cable
 */
record ProbePath(End port1, End far1, End port2, End far2) {

    private static final int ETHERNET_HEADER = 14;

    /** All four. */
    List<End> ends() {
        return List.of(port1, far1, port2, far2);
    }

    /** Where probes of a direction, which leaves by the port of its name, go in. */
    End in(Direction direction) {
        return direction == Direction.PORT1 ? far2 : far1;
    }

    /** Where they come out. */
    End out(Direction direction) {
        return direction == Direction.PORT1 ? far1 : far2;
    }

    /** The longest frame that all of them let through, without FCS. */
    int longestFrame() {
        return ends().stream()
                        .mapToInt(end -> end.wiring().device().mtu())
                        .min()
                        .orElseThrow()
                + ETHERNET_HEADER;
    }
}
