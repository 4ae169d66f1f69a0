package chaos.rig.wire;

import chaos.api.calibration.RigException;
import chaos.linux.HeldNamespace;
import chaos.linux.LinuxException;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.rtnl.Wiring;
import chaos.linux.wire.NetlinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pair of interfaces of the rig's own, in two namespaces without names, with nothing between them. All of it is gone
 * when it is closed, and when the process ends in whatever way.
 */
final class FloorPath implements AutoCloseable {

    private static final String NAME = "floor";
    private static final int USUAL_MTU = 1500;
    private static final int ETHERNET_HEADER = 14;

    private final List<HeldNamespace> held;
    private final End from;
    private final End to;

    private FloorPath(List<HeldNamespace> held, End from, End to) {
        this.held = held;
        this.from = from;
        this.to = to;
    }

    /**
     * Makes it.
     *
     * @param bytes of the longest frame
     * @param timeout how long the kernel may take to answer
     * @throws RigException if the kernel refuses
     */
    static FloorPath make(int bytes, Duration timeout) throws RigException {
        var held = new ArrayList<HeldNamespace>();
        try {
            held.add(HeldNamespace.make());
            held.add(HeldNamespace.make());
            return make(held, Math.max(USUAL_MTU, bytes - ETHERNET_HEADER), timeout);
        } catch (LinuxException | NetlinkException e) {
            held.forEach(HeldNamespace::close);
            throw new RigException("the wire rig cannot make interfaces for its floor: " + e.getMessage(), e);
        }
    }

    private static FloorPath make(List<HeldNamespace> held, int mtu, Duration timeout) throws NetlinkException {
        try (var here = new Kernel(held.get(0).namespace(), timeout);
                var there = new Kernel(held.get(1).namespace(), timeout)) {
            here.route().perform(List.of(LinkRequests.createVeth(NAME, mtu, held.get(1))));
            // The receiver first: the sender's queue is there at once only where it has a link when it is switched on.
            switchOn(there);
            switchOn(here);
            var from = new End("the sender of the floor", held.get(0).namespace(), find(here));
            var to = new End("the receiver of the floor", held.get(1).namespace(), find(there));
            return new FloorPath(held, from, to);
        }
    }

    private static void switchOn(Kernel kernel) throws NetlinkException {
        var device = find(kernel).device();
        if (device.addressMode().isPresent()) { // else this kernel has no IPv6 that could speak unasked
            kernel.route().perform(List.of(LinkRequests.addressMode(device, LinkRequests.ADDRESS_MODE_NONE)));
        }
        kernel.route().perform(List.of(LinkRequests.flags(device, Netdev.UP, Netdev.UP)));
    }

    private static Wiring find(Kernel kernel) throws NetlinkException {
        Optional<Wiring> found = LinkRequests.wiring(kernel.route(), NAME);
        return found.orElseThrow(() -> NetlinkException.malformed("an interface that was just made is not there"));
    }

    End from() {
        return from;
    }

    End to() {
        return to;
    }

    @Override
    public void close() {
        held.forEach(HeldNamespace::close);
    }
}
