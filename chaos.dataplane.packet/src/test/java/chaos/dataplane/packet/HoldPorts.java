package chaos.dataplane.packet;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.PortSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;

/** A daemon reduced to what a killed one leaves behind: takes p1 and p2 of a namespace, also out
 * of a bridge where it is told to, and waits to die. */
final class HoldPorts {

    private HoldPorts() {}

    public static void main(String[] arguments) throws DataPlaneException, IOException {
        var ports = new PortSettings(
                new LinkName("default"),
                new PortName("p1"),
                new PortName("p2"),
                NetworkNamespace.at(arguments[0]),
                arguments.length > 1,
                Duration.ofSeconds(10));
        Lab.plane(Lab.settings(ports)).attach();
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            out.write('!');
        }
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }
}
