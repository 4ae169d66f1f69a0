package chaos.launcher.settings;

import chaos.api.link.PciAddress;
import chaos.api.link.PortName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where interfaces sit on the PCI bus, from {@code /sys/class/net}. */
final class PciSlots {

    static final PciSlots OF_THIS_MACHINE = new PciSlots(Path.of("/sys/class/net"));

    private final Path interfaces;

    PciSlots(Path interfaces) {
        this.interfaces = interfaces;
    }

    /**
     * What to say when port 1 is not the one with the lower address. In another network namespace the addresses are
     * not to be seen from here, and virtual interfaces have none.
     */
    Optional<String> swapped(LinkSettings.Ports ports) {
        if (ports.netns().isPresent()) {
            return Optional.empty();
        }
        var first = of(ports.port1());
        var second = of(ports.port2());
        if (first.isEmpty() || second.isEmpty() || first.get().compareTo(second.get()) <= 0) {
            return Optional.empty();
        }
        return Optional.of("port 1 must have the lower PCI address, but " + ports.port1() + " is at " + first.get()
                + " and " + ports.port2() + " at " + second.get() + "; swap port1_interface and port2_interface");
    }

    private Optional<PciAddress> of(PortName port) {
        try {
            var device = interfaces.resolve(port.value()).resolve("device");
            if (!Files.exists(device)) {
                return Optional.empty();
            }
            return Optional.of(
                    PciAddress.parse(device.toRealPath().getFileName().toString()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // a bus that is not PCI, or an interface that just went
        }
    }
}
