package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Warning;
import chaos.api.link.Direction;
import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.Offload;
import chaos.linux.ports.Offloads;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.SocketTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Offloads of the ports are off while they are ours, and as they were afterwards, whatever ended us. */
@Tag("kernel")
class OffloadsKernelTest {

    private Lab lab;
    private SocketTransport route;
    private SocketTransport generic;

    @BeforeEach
    void open() throws IOException {
        lab = new Lab();
        route = new SocketTransport(NetworkNamespace.at(lab.appliance));
        generic = SocketTransport.generic(NetworkNamespace.at(lab.appliance));
    }

    @AfterEach
    void close() throws IOException {
        route.close();
        generic.close();
        lab.close();
    }

    private Set<Offload> on(String port) throws NetlinkException {
        var kernel = new Conversation(route, Duration.ofSeconds(10));
        var device = LinkRequests.find(kernel, port).orElseThrow();
        return new Offloads(new Conversation(generic, Duration.ofSeconds(10)))
                .on(device)
                .orElseThrow();
    }

    @Test
    void attach_turnsThemOffAndDetachTurnsThemOnAgain() throws NetlinkException, DataPlaneException {
        var before1 = on("p1");
        var before2 = on("p2");
        assertTrue(before1.containsAll(Set.of(Offload.GSO, Offload.TSO)), "a veth has them on: " + before1);
        var plane = lab.plane();
        assertFalse(plane.ports().get(0).offloadsOff());
        plane.attach();
        assertEquals(Set.of(), on("p1"));
        assertEquals(Set.of(), on("p2"));
        assertTrue(plane.ports().stream().allMatch(port -> port.offloadsOff()));
        plane.stop();
        assertEquals(before1, on("p1"));
        assertEquals(before2, on("p2"));
    }

    @Test
    void attach_afterAKillKnowsHowTheyWere() throws Exception {
        var before = on("p1");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldPorts.class.getName(),
                        lab.appliance,
                        "default")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals('!', process.getInputStream().read(), "the other daemon did not start");
        process.destroyForcibly();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(Set.of(), on("p1"));
        var plane = lab.plane();
        plane.attach();
        plane.stop();
        assertEquals(before, on("p1"));
    }

    @Test
    void attach_inSomebodyElsesBridgeLeavesThemAndWarns() throws Exception {
        lab.ip("link", "add", "br0", "type", "bridge");
        lab.ip("link", "set", "p1", "master", "br0");
        lab.ip("link", "set", "p2", "master", "br0");
        var before = on("p1");
        var plane = lab.plane();
        var reasons = plane.attach().warnings().stream()
                .map(Warning::reason)
                .distinct()
                .toList();
        assertEquals(List.of("adopted", "offloads_on", "ipv6_on"), reasons);
        assertEquals(before, on("p1"));
        plane.stop();
    }

    @Test
    void attach_warnsOfTheBridgeFilterWhereItIsLoaded() throws Exception {
        boolean loaded = lab.firewall(1);
        var plane = lab.plane();
        var reasons = plane.attach().warnings().stream().map(Warning::reason).toList();
        assertEquals(loaded ? List.of("bridge_filter") : List.of(), reasons);
        plane.stop();
    }

    /** The hosts' own offloads are on: what TCP sends in one go comes in as one frame, and is seen. */
    @Test
    void superPackets_areSeenAndToldOf() throws Exception {
        var plane = lab.plane();
        plane.attach();
        lab.awaitConnected();
        assertEquals(Optional.empty(), superPackets(plane.read(Direction.PORT2, Optional.empty())));
        stream();
        var warning = superPackets(plane.read(Direction.PORT2, Optional.empty()));
        assertTrue(warning.isPresent(), "TCP of host 1 comes in by p1 and leaves by p2");
        assertTrue(warning.get().detail().contains("came in by port p1, whose MTU is 1500"), warning.toString());
        plane.stop();
    }

    private static Optional<Warning> superPackets(ReadBack read) {
        return read.warnings().stream()
                .filter(warning -> warning.reason().equals("super_packets"))
                .findFirst();
    }

    /** Half a megabyte of TCP from host 1 to host 2, received to its end. */
    private void stream() throws IOException, LinuxException {
        var at = new InetSocketAddress("10.77.0.2", 5001);
        int bytes = 512 * 1024;
        try (var listening = NetworkNamespace.at(lab.host2).inside(() -> listen(at));
                var sending = NetworkNamespace.at(lab.host1).inside(OffloadsKernelTest::channel)) {
            sending.connect(at);
            try (var receiving = listening.accept()) {
                sending.configureBlocking(false);
                var out = ByteBuffer.allocate(bytes);
                var in = ByteBuffer.allocate(bytes);
                while (in.hasRemaining()) {
                    sending.write(out);
                    receiving.configureBlocking(false);
                    receiving.read(in);
                }
            }
        }
    }

    private static ServerSocketChannel listen(InetSocketAddress at) {
        try {
            return ServerSocketChannel.open().bind(at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SocketChannel channel() {
        try {
            return SocketChannel.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
