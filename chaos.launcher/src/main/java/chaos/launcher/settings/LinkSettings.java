package chaos.launcher.settings;

import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.api.unit.ByteCount;
import java.util.Optional;

/**
 * One link as it is configured.
 *
 * @param name its name
 * @param ports its two interfaces; without them only planes that carry no traffic can serve it
 * @param plane the plane that was chosen; absent is the highest ranking
 */
public record LinkSettings(LinkName name, Optional<Ports> ports, Optional<String> plane) {

    /** The link of an appliance without a configuration. */
    public static final LinkSettings DEFAULT = new LinkSettings(LinkName.DEFAULT, Optional.empty(), Optional.empty());

    /**
     * Two interfaces and how they may be taken.
     *
     * @param port1 the port with the lower PCI address, where both have one
     * @param port2 the other port
     * @param netns the network namespace they are in; absent is the daemon's own
     * @param takeOver whether they may be lifted out of a bridge that is not ours
     * @param buffer for the frames in flight of each direction on a plane that carries them itself; absent is the
     *     plane's own
     */
    public record Ports(
            PortName port1, PortName port2, Optional<String> netns, boolean takeOver, Optional<ByteCount> buffer) {}
}
