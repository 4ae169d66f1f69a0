package chaos.json;

import chaos.api.link.PciAddress;
import chaos.api.link.Port;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * One of the two interfaces of a link.
 *
 * @param direction the direction that leaves by it: {@code port1} or {@code port2}
 * @param interface_ the interface
 * @param bdf where it sits on the PCI bus; null: it is virtual
 * @param carrier whether it has a link partner
 * @param mtu bytes of layer-3 payload a frame may carry
 * @param offloadsOff whether it was seen that no offload merges or splits frames
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PortJson(
        String direction,
        @JsonProperty("interface") String interface_,
        Optional<String> bdf,
        boolean carrier,
        long mtu,
        boolean offloadsOff)
        implements Shape.NullsShown {

    /** The document of a port. */
    public static PortJson of(Port port) {
        return new PortJson(
                port.direction().word(),
                port.name().value(),
                port.pciAddress().map(PciAddress::toString),
                port.carrier(),
                port.mtu(),
                port.offloadsOff());
    }
}
