package chaos.dataplane.netlink;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.api.unit.BitRate;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.PortSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;

/** A daemon reduced to what a killed one leaves behind: takes p1 and p2 of a namespace, limits p1, and waits to die. */
final class HoldPorts {

    private HoldPorts() {}

    public static void main(String[] arguments) throws DataPlaneException, IOException {
        var settings = new NetlinkSettings(new PortSettings(
                new LinkName(arguments[1]),
                new PortName("p1"),
                new PortName("p2"),
                NetworkNamespace.at(arguments[0]),
                false,
                Duration.ofSeconds(10)));
        var plane = Lab.plane(settings);
        plane.attach();
        plane.apply(Direction.PORT1, Impairment.NONE.withRate(RateLimit.of(BitRate.parse("1mbit"))));
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            out.write('!');
        }
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }
}
