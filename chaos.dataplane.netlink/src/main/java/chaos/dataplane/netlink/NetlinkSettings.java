package chaos.dataplane.netlink;

import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.distribution.LatencyTables;
import chaos.distribution.TableFolder;
import chaos.linux.NetworkNamespace;
import java.time.Duration;

/**
 * What the plane of one link runs on, checked once.
 *
 * @param link which link
 * @param port1 the interface that direction port1 leaves by
 * @param port2 the interface that direction port2 leaves by
 * @param namespace where both are
 * @param takeOver whether ports may be lifted out of a bridge that is not ours
 * @param replyTimeout how long the kernel may take for each exchange
 * @param tables where the tables of distributions come from
 */
public record NetlinkSettings(
        LinkName link,
        PortName port1,
        PortName port2,
        NetworkNamespace namespace,
        boolean takeOver,
        Duration replyTimeout,
        LatencyTables tables) {

    public NetlinkSettings {
        if (port1.equals(port2)) {
            throw new IllegalArgumentException("port1 and port2 must be two interfaces, were both " + port1);
        }
        if (replyTimeout.isNegative() || replyTimeout.isZero()) {
            throw new IllegalArgumentException("reply.timeout.ms must be above 0, was " + replyTimeout.toMillis());
        }
    }

    /** Settings with the tables of the shapes alone. */
    public NetlinkSettings(
            LinkName link,
            PortName port1,
            PortName port2,
            NetworkNamespace namespace,
            boolean takeOver,
            Duration replyTimeout) {
        this(link, port1, port2, namespace, takeOver, replyTimeout, LatencyTables.SHAPES);
    }

    static NetlinkSettings of(NetlinkDataPlane.Config config) {
        return new NetlinkSettings(
                new LinkName(config.chaos_link()),
                new PortName(config.port1()),
                new PortName(config.port2()),
                config.netns().isEmpty() ? NetworkNamespace.own() : NetworkNamespace.at(config.netns()),
                config.take_over(),
                Duration.ofMillis(config.reply_timeout_ms()),
                TableFolder.inStateDir(config.state_dir()));
    }

    PortName port(Direction direction) {
        return direction == Direction.PORT1 ? port1 : port2;
    }

    /** For the log. */
    String ports() {
        return "port1=" + port1 + " port2=" + port2 + " netns=" + namespace;
    }
}
