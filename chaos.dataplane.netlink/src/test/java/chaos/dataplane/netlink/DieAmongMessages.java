package chaos.dataplane.netlink;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.api.unit.BitRate;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.PortSettings;
import chaos.linux.wire.SocketNotices;
import chaos.linux.wire.SocketTransport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The whole life of a link in the hands of a daemon that dies when it would send one netlink message more than it may:
 * takes p1 and p2 of a namespace, impairs and changes, clears, and gives the ports back. Prints how many messages it
 * sent where it lived.
 */
final class DieAmongMessages {

    private DieAmongMessages() {}

    public static void main(String[] arguments) throws DataPlaneException, IOException {
        int allowed = Integer.parseInt(arguments[1]);
        var left = new AtomicInteger(allowed);
        var settings = new NetlinkSettings(new PortSettings(
                new LinkName("default"),
                new PortName("p1"),
                new PortName("p2"),
                NetworkNamespace.at(arguments[0]),
                false,
                Duration.ofSeconds(10)));
        var plane = new NetlinkDataPlane(
                settings,
                new PlaneDescription(new PlaneName("netlink"), "test", true),
                new DyingTransport(new SocketTransport(settings.ports().namespace()), left),
                new DyingTransport(SocketTransport.generic(settings.ports().namespace()), left),
                SocketNotices.of(settings.ports().namespace(), SocketNotices.USUAL_BUFFER),
                Clock.systemUTC());
        plane.attach();
        plane.apply(Direction.PORT1, rate("1mbit"));
        plane.apply(Direction.PORT1, rate("2mbit"));
        plane.apply(Direction.PORT2, Impairment.NONE.withQueue(new QueueLimit.Packets(9)));
        plane.apply(Direction.PORT2, rate("3mbit"));
        plane.clear(Direction.PORT2);
        plane.stop();
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            out.write(Integer.toString(allowed - left.get()).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static Impairment rate(String text) {
        return Impairment.NONE.withRate(RateLimit.of(BitRate.parse(text)));
    }
}
