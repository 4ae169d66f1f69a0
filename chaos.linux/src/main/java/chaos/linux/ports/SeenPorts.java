package chaos.linux.ports;

import chaos.api.link.Direction;
import chaos.api.link.Port;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Both ports of a link by their names, as they are now, whether they are taken or not.
 *
 * @param kernel rtnetlink in the namespace of the ports
 * @param setup tells of their offloads
 * @param settings their names
 */
public record SeenPorts(Conversation kernel, PortSetup setup, PortSettings settings) {

    private static final Logger LOG = LoggerFactory.getLogger(SeenPorts.class);

    /** Both, port 1 first; empty while one cannot be seen. */
    public List<Port> ports() {
        var ports = new ArrayList<Port>();
        for (var direction : Direction.values()) {
            find(direction)
                    .map(device -> Ports.of(direction, device, setup.offloads().areOff(device)))
                    .ifPresent(ports::add);
        }
        return ports.size() == Direction.values().length ? ports : List.of();
    }

    /** The interface that a direction leaves by; empty where there is none, or the kernel does not say. */
    public Optional<Netdev> find(Direction direction) {
        try {
            return LinkRequests.find(kernel, settings.port(direction).value());
        } catch (NetlinkException e) {
            LOG.debug("port={} reason={}", direction, e.getMessage());
            return Optional.empty();
        }
    }
}
