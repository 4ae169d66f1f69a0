package chaos.rig.wire;

import chaos.api.calibration.RigException;
import chaos.api.link.Direction;
import chaos.linux.HeldNamespace;
import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.PortSettings;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.NamespaceRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.rtnl.Wiring;
import chaos.linux.wire.NetlinkException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds where the cables of two ports end: the other end of each veth, in whichever namespace that is. */
final class FarEnds {

    private static final Path NAMED = Path.of("/run/netns");
    private static final String OWN = "/proc/self/ns/net";

    private final PortSettings ports;
    private final Path named;

    FarEnds(PortSettings ports) {
        this(ports, NAMED);
    }

    /** With the names of network namespaces somewhere else. */
    FarEnds(PortSettings ports, Path named) {
        this.ports = ports;
        this.named = named;
    }

    /**
     * Looks for them.
     *
     * @throws RigException if one is not there or off; says what to do
     */
    ProbePath find() throws RigException {
        try (var kernel = new Kernel(ports.namespace(), ports.replyTimeout())) {
            var port1 = port(kernel, Direction.PORT1);
            var port2 = port(kernel, Direction.PORT2);
            return new ProbePath(port1, far(kernel, port1), port2, far(kernel, port2));
        } catch (NetlinkException e) {
            throw new RigException("the ports of link " + ports.link() + " cannot be looked at: " + e.getMessage(), e);
        }
    }

    private End port(Kernel kernel, Direction direction) throws RigException, NetlinkException {
        var name = ports.port(direction).value();
        var wiring = LinkRequests.wiring(kernel.route(), name)
                .orElseThrow(() -> new RigException(direction.word() + " (" + name + ") is not there; see ip link"));
        var port = new End(direction.word(), ports.namespace(), wiring);
        if (!wiring.isVeth() || wiring.peer() == 0) {
            throw new RigException(port.title() + " is not a veth port whose far end is in a network namespace in "
                    + named + "; the wire rig measures between two namespaces. Give it such ports (ip netns add h1;"
                    + " ip link add " + name + " type veth peer name eth0 netns h1), or calibrate the model plane;"
                    + " a rig for network cards is not there yet");
        }
        return port;
    }

    private End far(Kernel kernel, End port) throws RigException, NetlinkException {
        var role = "the far end of " + port.role();
        var namespace = namespace(kernel, port);
        try (var there = new Kernel(namespace, ports.replyTimeout())) {
            var wiring = LinkRequests.wiring(there.route(), port.wiring().peer())
                    .filter(Wiring::isVeth)
                    .orElseThrow(() -> new RigException(role + " went away; try again"));
            var far = new End(role, namespace, wiring);
            requireUp(far);
            requireUp(port);
            return far;
        }
    }

    private static void requireUp(End end) throws RigException {
        if (!end.wiring().device().has(Netdev.UP)) {
            throw new RigException(end.title() + " is switched off; switch it on: ip link set "
                    + end.wiring().device().name() + " up");
        }
        if (!end.wiring().device().has(Netdev.LOWER_UP)) {
            throw new RigException(end.title() + " has no link");
        }
    }

    private NetworkNamespace namespace(Kernel kernel, End port) throws RigException, NetlinkException {
        var number = port.wiring().peerNamespace();
        if (number.isEmpty()) {
            return ports.namespace();
        }
        for (String candidate : candidates()) {
            if (isNumber(kernel, candidate, number.get())) {
                return candidate.equals(OWN) ? NetworkNamespace.own() : NetworkNamespace.at(candidate);
            }
        }
        throw new RigException("the far end of " + port.title() + " is in a network namespace without a name in "
                + named + "; the wire rig cannot enter it. Give it one: ip netns attach NAME PID");
    }

    private List<String> candidates() throws RigException {
        var candidates = new ArrayList<>(List.of(OWN));
        if (Files.isDirectory(named)) {
            try (var files = Files.newDirectoryStream(named)) {
                files.forEach(file -> candidates.add(file.toString()));
            } catch (IOException | DirectoryIteratorException e) {
                throw new RigException("network namespaces cannot be listed: " + e.getMessage(), e);
            }
        }
        return candidates;
    }

    /** A file that is no namespace any more, or not ours to open, is not the one. */
    private static boolean isNumber(Kernel kernel, String path, int number) {
        try (var candidate = HeldNamespace.open(path)) {
            return NamespaceRequests.number(kernel.route(), candidate).equals(Optional.of(number));
        } catch (LinuxException | NetlinkException e) {
            return false;
        }
    }
}
