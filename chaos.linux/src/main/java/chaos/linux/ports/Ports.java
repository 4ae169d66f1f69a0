package chaos.linux.ports;

import chaos.api.link.Direction;
import chaos.api.link.PciAddress;
import chaos.api.link.Port;
import chaos.api.link.PortName;
import chaos.linux.rtnl.Netdev;
import java.util.Optional;

/** Network interfaces as ports. */
public final class Ports {

    /** Of Ethernet (IEEE 802.3). */
    public static final int USUAL_MTU = 1500;

    private Ports() {}

    /** The interface as the port of a direction. */
    public static Port of(Direction direction, Netdev device, boolean offloadsOff) {
        return new Port(
                direction,
                new PortName(device.name()),
                device.identity().pciAddress().flatMap(Ports::address),
                device.has(Netdev.UP | Netdev.LOWER_UP),
                device.mtu(),
                offloadsOff);
    }

    private static Optional<PciAddress> address(String text) {
        try {
            return Optional.of(PciAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a PCI address of a form that is not known here orders nothing
        }
    }
}
