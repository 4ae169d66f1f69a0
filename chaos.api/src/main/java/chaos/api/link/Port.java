package chaos.api.link;

import java.util.Optional;

/**
 * One of the two interfaces of a link, as it is now.
 *
 * @param direction the direction that leaves by it
 * @param name the interface
 * @param pciAddress where it sits; a virtual interface has none
 * @param carrier whether it has a link partner
 * @param mtu bytes of layer-3 payload a frame may carry
 * @param offloadsOff whether it was seen that no offload merges or splits frames
 */
public record Port(
        Direction direction,
        PortName name,
        Optional<PciAddress> pciAddress,
        boolean carrier,
        int mtu,
        boolean offloadsOff) {}
