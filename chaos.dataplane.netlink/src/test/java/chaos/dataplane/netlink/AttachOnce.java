package chaos.dataplane.netlink;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.PortSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A daemon reduced to one question: prints what it can do, and how attaching goes. */
final class AttachOnce {

    private AttachOnce() {}

    public static void main(String[] arguments) throws IOException {
        var plane = Lab.plane(new NetlinkSettings(new PortSettings(
                new LinkName("default"),
                new PortName(arguments[0]),
                new PortName(arguments[1]),
                NetworkNamespace.own(),
                false,
                Duration.ofSeconds(10))));
        var capabilities = plane.capabilities();
        String said = "supported " + capabilities.supported() + "\nmissing " + capabilities.missing() + "\n";
        try {
            plane.attach();
            said += "attached\n";
        } catch (DataPlaneException e) {
            said += e.reason() + " " + e.detail() + "\n";
        }
        plane.stop();
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            out.write(said.getBytes(StandardCharsets.UTF_8));
        }
    }
}
