package chaos.linux.ports;

import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.linux.NetworkNamespace;
import java.time.Duration;

/**
 * The ports of a link as they are configured.
 *
 * @param link the link's name
 * @param port1 the interface that direction port1 leaves by
 * @param port2 the interface that direction port2 leaves by
 * @param namespace where both are
 * @param takeOver whether they may be lifted out of somebody else's bridge
 * @param replyTimeout how long the kernel may take to answer
 */
public record PortSettings(
        LinkName link,
        PortName port1,
        PortName port2,
        NetworkNamespace namespace,
        boolean takeOver,
        Duration replyTimeout) {

    /**
     * Settings.
     *
     * @throws IllegalArgumentException if both ports are one interface, or the timeout is not above 0
     */
    public PortSettings {
        if (port1.equals(port2)) {
            throw new IllegalArgumentException("port1 and port2 must be two interfaces, were both " + port1);
        }
        if (replyTimeout.isNegative() || replyTimeout.isZero()) {
            throw new IllegalArgumentException("reply.timeout.ms must be above 0, was " + replyTimeout.toMillis());
        }
    }

    /**
     * Settings from a plane's configuration.
     *
     * @param netns name or absolute path; empty for the daemon's own
     */
    public static NetworkNamespace namespace(String netns) {
        return netns.isEmpty() ? NetworkNamespace.own() : NetworkNamespace.at(netns);
    }

    /** The interface that a direction leaves by. */
    public PortName port(Direction direction) {
        return direction == Direction.PORT1 ? port1 : port2;
    }

    /** For the log. */
    public String ports() {
        return "port1=" + port1 + " port2=" + port2 + (namespace.hasName() ? " netns=" + namespace : "");
    }
}
