package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.link.Direction;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.linux.LinuxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plane does with its ports, and that the host behind them says and forwards nothing. */
@Tag("kernel")
class PortsKernelTest {

    private static final String OURS = "020000000001";
    private static final String ALL = "ffffffffffff";
    private static final String HOST_ADDRESS = "10.77.0.99";
    private static final Impairment LATE = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(20)));

    private Lab lab;
    private PacketDataPlane plane;

    @BeforeEach
    void open() throws IOException {
        lab = new Lab();
        plane = lab.plane();
    }

    @AfterEach
    void close() throws IOException {
        plane.stop();
        lab.close();
    }

    /** The host has an address that hosts could want to talk to, and would forward if it were asked to. */
    private void temptTheHost() throws IOException {
        lab.ip("address", "add", HOST_ADDRESS + "/32", "dev", "lo");
        lab.ip("address", "add", "2001:db8::99/128", "dev", "lo", "nodad");
        lab.ip("link", "set", "lo", "up");
        Lab.run("ip", "netns", "exec", lab.appliance, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
    }

    private String mac(String port) throws IOException {
        return Lab.run("ip", "netns", "exec", lab.appliance, "cat", "/sys/class/net/" + port + "/address")
                .strip()
                .replace(":", "");
    }

    /** ARP, an echo request to the port and to all, a neighbour solicitation to the group and to the port, LLDP. */
    private List<byte[]> questions() throws IOException {
        String port = mac("p1");
        String arp = "0806 0001080006040001 020000000001 0a4d0001 000000000000 0a4d0063";
        String echo = "0800 4500001c00010000400165e3 0a4d0001 0a4d0063 0800f7fd00010001";
        String solicitation = "86dd 6000000000203aff 20010db8000000000000000000000001"
                + "20010db8000000000000000000000099 8700 eb44 00000000"
                + "20010db8000000000000000000000099 0101020000000001";
        return List.of(
                question(ALL, arp),
                question(port, arp),
                question(port, echo),
                question(ALL, echo),
                question("3333ff000099", solicitation),
                question(port, solicitation),
                question("0180c200000e", "88cc 020704020000000001"),
                question(
                        "333300000001",
                        "86dd 6000000000003b40 fe800000000000000000000000000001" + "ff020000000000000000000000000001"));
    }

    private static byte[] question(String to, String text) {
        String hex = to + OURS + text.replace(" ", "");
        return Lab.frame(hex, Math.max(60, hex.length() / 2));
    }

    /** Each crosses once, and nobody answers. */
    private void assertEachCrossesOnceAndNobodyAnswers() throws IOException, LinuxException {
        try (var host1 = lab.frames(lab.host1, -1);
                var host2 = lab.frames(lab.host2, -1)) {
            for (byte[] question : questions()) {
                host1.send(ByteBuffer.wrap(question));
                var came = Lab.beforeAMark(host1, host2);
                assertEquals(1, came.size());
                assertArrayEquals(question, came.get(0));
                assertEquals(0, Lab.beforeAMark(host2, host1).size());
            }
        }
    }

    @Test
    void host_answersAndForwardsNothing_alsoAfterAFlap() throws IOException, LinuxException, DataPlaneException {
        temptTheHost();
        plane.attach();
        lab.awaitConnected();
        assertEachCrossesOnceAndNobodyAnswers();
        for (String host : List.of(lab.host1, lab.host2)) {
            Lab.run("ip", "-n", host, "link", "set", "eth0", "down");
            Lab.run("ip", "-n", host, "link", "set", "eth0", "up");
        }
        for (String port : List.of("p1", "p2")) {
            lab.ip("link", "set", port, "down");
            lab.ip("link", "set", port, "up");
        }
        Lab.await("it passes again", () -> {
            try (var host1 = lab.frames(lab.host1, -1);
                    var host2 = lab.frames(lab.host2, -1)) {
                host1.send(ByteBuffer.wrap(Lab.frame(ALL + OURS + "88b5", 60)));
                return host2.receive(Duration.ofMillis(200)).isPresent();
            }
        });
        assertEachCrossesOnceAndNobodyAnswers();
        assertTrue(lab.ip("-d", "link", "show", "p1").contains("state disabled"), "as a port of the bridge");
    }

    /** Nothing but what the hosts say is heard when the ports are taken. */
    @Test
    void attach_andDetach_sayNothing() throws IOException, LinuxException, DataPlaneException {
        try (var host1 = lab.frames(lab.host1, -1);
                var host2 = lab.frames(lab.host2, -1)) {
            plane.attach();
            Lab.await("it passes", () -> {
                host2.send(ByteBuffer.wrap(Lab.frame(ALL + "0200000000aa88b5", 60)));
                return host1.receive(Duration.ofMillis(100)).isPresent();
            });
            plane.detach();
            for (var frame = host1.receive(Duration.ofMillis(200)); frame.isPresent(); ) {
                assertEquals((byte) 0xAA, frame.get().get(11), "the source is host 2");
                frame = host1.receive(Duration.ofMillis(50));
            }
        }
    }

    @Test
    void detach_leavesThePortsAsTheyWere() throws IOException, DataPlaneException {
        lab.switchOn();
        String before = lab.ip("-d", "link", "show").replaceAll("qdisc \\S+", "");
        plane.attach();
        lab.awaitConnected();
        assertFalse(lab.ip("-d", "link", "show", "p1").contains("promiscuity 0"));
        plane.detach();
        assertEquals(before, lab.ip("-d", "link", "show").replaceAll("qdisc \\S+", ""));
    }

    @Test
    void attach_refusesAPortWithAnAddress() throws IOException, DataPlaneException {
        for (String address : List.of("10.9.9.9/24", "2001:db8:1::1/64")) {
            lab.ip("address", "add", address, "dev", "p2");
            var refused = assertThrows(DataPlaneException.class, plane::attach);
            assertEquals(Reason.FOREIGN, refused.reason());
            assertTrue(
                    refused.detail().contains("ip address del")
                            && refused.detail().contains("dev p2"),
                    refused.detail());
            lab.ip("address", "del", address, "dev", "p2");
        }
        lab.ip("address", "add", "10.9.9.9/24", "dev", "p2");
        var taker = Lab.plane(Lab.settings(lab.ports("default", "p1", "p2", true)));
        assertEquals(
                List.of("addresses_idle"),
                taker.attach().warnings().stream().map(Warning::reason).toList());
        lab.awaitConnected();
        taker.stop();
        assertTrue(lab.ip("address", "show", "p2").contains("10.9.9.9/24"));
    }

    @Test
    void attach_refusesAPortInABridgeOrLiftsItOutAndPutsItBack() throws IOException, DataPlaneException {
        lab.ip("link", "add", "br9", "type", "bridge");
        lab.ip("link", "set", "p2", "master", "br9");
        var refused = assertThrows(DataPlaneException.class, plane::attach);
        assertEquals(Reason.FOREIGN, refused.reason());
        assertTrue(refused.detail().contains("take_over"), refused.detail());
        var taker = Lab.plane(Lab.settings(lab.ports("default", "p1", "p2", true)));
        assertTrue(taker.attach().warnings().stream()
                .anyMatch(warning -> warning.reason().equals("lifted")));
        lab.awaitConnected();
        taker.stop();
        assertTrue(lab.ip("link", "show", "p2").contains("master br9"));
    }

    @Test
    void portThatVanishes_isNamedAndGetsItsStateBackWhenItReturns()
            throws IOException, LinuxException, DataPlaneException {
        plane.attach();
        plane.apply(Direction.PORT2, LATE);
        lab.send(Direction.PORT2, 10, 100);
        Lab.await("they left", () -> plane.stats(Direction.PORT2).counters().packets() == 10);
        lab.ip("link", "del", "p2");
        var gone = assertThrows(DataPlaneException.class, () -> plane.read(Direction.PORT2, Optional.empty()));
        assertEquals(Reason.NO_SUCH_PORT, gone.reason());
        assertTrue(gone.detail().contains("interface p2"), gone.detail());
        lab.veth("p2", lab.host2, "10.77.0.2/24");
        assertEquals(LATE, plane.read(Direction.PORT2, Optional.empty()).impairment());
        String mac = Lab.run("ip", "netns", "exec", lab.host2, "cat", "/sys/class/net/eth0/address")
                .strip();
        Lab.run("ip", "-n", lab.host1, "neighbour", "replace", "10.77.0.2", "lladdr", mac, "dev", "eth0");
        lab.awaitConnected();
        var stats = plane.stats(Direction.PORT2);
        assertTrue(stats.counters().packets() > 10, "it counts on: " + stats.counters());
        assertEquals(stats.counters().packets(), stats.histograms().get(0).count());
    }

    @Test
    void attachClosed_letsNothingPassUntilItIsOpened() throws IOException, LinuxException, DataPlaneException {
        plane.attachClosed();
        lab.send(Direction.PORT2, 50, 100);
        plane.apply(
                Direction.PORT2,
                Impairment.NONE.withLoss(new LossModel.Bernoulli(Probability.ofPercent(100), Correlation.NONE)));
        assertEquals(0, plane.stats(Direction.PORT2).dropsByCause().loss());
        plane.open();
        Lab.await("what came meanwhile is lost", () -> lost() == 50);
        assertEquals(0, plane.stats(Direction.PORT2).counters().packets());
    }

    private long lost() throws DataPlaneException {
        return plane.stats(Direction.PORT2).dropsByCause().loss();
    }

    /** A cable that is pulled: the kernel throws away without a word what goes out by it. */
    @Test
    void portWithoutALinkPartner_countsWhatIsLost() throws IOException, LinuxException, DataPlaneException {
        plane.watch(notice -> {});
        plane.attach();
        lab.awaitConnected();
        long passed = plane.stats(Direction.PORT2).counters().packets();
        Lab.run("ip", "-n", lab.host2, "link", "set", "eth0", "down");
        Lab.await("it is seen", () -> !plane.ports().get(1).carrier());
        plane.read(Direction.PORT2, Optional.empty());
        lab.send(Direction.PORT2, 500, 100);
        Lab.await("they are counted", () -> portDrops() == 500);
        assertEquals(passed, plane.stats(Direction.PORT2).counters().packets());
        Lab.run("ip", "-n", lab.host2, "link", "set", "eth0", "up");
        lab.awaitConnected();
        long now = plane.stats(Direction.PORT2).counters().packets();
        long before = portDrops(); // also what passed until the news of the partner came
        lab.send(Direction.PORT2, 500, 100);
        Lab.await("they pass", () -> plane.stats(Direction.PORT2).counters().packets() == now + 500);
        assertEquals(before, portDrops(), "and it goes on");
    }

    private long portDrops() throws DataPlaneException {
        return plane.stats(Direction.PORT2).dropsByCause().port().orElseThrow();
    }

    /** A slot has room for a frame of the MTU, and there must be some for what is being received and sent. */
    @Test
    void attach_refusesABufferThatIsTooSmallForTheMtuAndLeavesThePortsAlone()
            throws IOException, DataPlaneException, InterruptedException {
        lab.ip("link", "set", "p1", "mtu", "9000");
        var narrow = Lab.plane(new PacketSettings(lab.ports("default"), 1 << 20));
        var told = new LinkedBlockingQueue<PlaneNotice>();
        narrow.watch(told::add);
        var refused = assertThrows(DataPlaneException.class, narrow::attach);
        assertEquals(Reason.REJECTED, refused.reason());
        assertTrue(refused.detail().contains("9000"), refused.detail());
        assertFalse(lab.ip("link").contains("chaos-default"));
        lab.ip("link", "set", "p1", "mtu", "8999");
        var first = told.poll(10, TimeUnit.SECONDS);
        assertTrue(first != null && first.detail().contains("MTU"), "what it did itself was told: " + first);
        narrow.stop();
        plane.attach();
    }

    /** Another one has the name of the ports' namespace, and its interfaces may have the same numbers. */
    @Test
    void namespaceThatIsMadeAnew_isFoundWithItsPortsAndGetsTheState() throws IOException, DataPlaneException {
        plane.attach();
        plane.apply(Direction.PORT2, LATE);
        try (var other = new Lab()) {
            other.switchOn();
            Lab.run("ip", "netns", "del", lab.appliance);
            String name = lab.path().toString();
            Lab.run("sh", "-c", "touch " + name + " && mount --bind " + other.path() + " " + name);
            Lab.await("it is found", () -> {
                assertEquals(LATE, plane.read(Direction.PORT2, Optional.empty()).impairment());
                return other.ip("link").contains("chaos-default");
            });
            other.awaitConnected();
            plane.stop();
            assertFalse(other.ip("link").contains("chaos-default"), "it is given back in the new one");
        }
    }

    /** Takes the ports in a process of its own, and kills it. */
    private void takeAndDie(String... how) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(
                List.of(java, "-cp", System.getProperty("java.class.path"), HoldPorts.class.getName(), lab.appliance));
        command.addAll(List.of(how));
        var other = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals('!', other.getInputStream().read(), "the other daemon did not start");
        assertEquals(
                Reason.FOREIGN,
                assertThrows(DataPlaneException.class, plane::attach).reason());
        other.destroyForcibly();
        assertTrue(other.waitFor(30, TimeUnit.SECONDS));
    }

    @Test
    void killed_leavesWhatTheNextOneTakesOver() throws IOException, DataPlaneException, InterruptedException {
        takeAndDie();
        var warnings = plane.attach().warnings().stream().map(Warning::reason).toList();
        assertEquals(List.of("left_behind"), warnings);
        lab.awaitConnected();
        plane.detach();
        assertFalse(lab.ip("link").contains("chaos-default"));
        String port = lab.ip("-d", "link", "show", "p1");
        assertTrue(port.contains("promiscuity 0") && port.contains("state DOWN") && !port.contains("NOARP"), port);
    }

    /** Whoever refuses them does not leave them in the bridge of one who is dead. */
    @Test
    void killed_andAPortGotAnAddressSince_undoesWhatIsLeftAndRefuses() throws Exception {
        takeAndDie();
        lab.ip("address", "add", "10.9.9.9/24", "dev", "p2");
        var refused = assertThrows(DataPlaneException.class, plane::attach);
        assertTrue(refused.detail().contains("port p2 has the address 10.9.9.9/24"), refused.detail());
        assertFalse(lab.ip("link").contains("chaos-default"));
        assertFalse(lab.ip("link", "show", "p1").contains("NOARP"));
    }

    /** Given while the ports are held: it stays, and another plane would be refused. */
    @Test
    void foresee_tellsOfAnAddressThatWasGivenSince() throws IOException, DataPlaneException {
        plane.attach();
        plane.foresee();
        lab.ip("address", "add", "10.9.9.9/24", "dev", "p2");
        var refused = assertThrows(DataPlaneException.class, plane::foresee);
        assertEquals(Reason.FOREIGN, refused.reason());
        lab.ip("address", "del", "10.9.9.9/24", "dev", "p2");
        plane.foresee();
        plane.detach();
        lab.ip("link", "add", "br9", "type", "bridge");
        lab.ip("link", "set", "p2", "master", "br9");
        assertTrue(
                assertThrows(DataPlaneException.class, plane::foresee).detail().contains("is in br9"));
    }

    private String inTheBridge() throws IOException {
        String link = lab.ip("-d", "link", "show", "p2").replaceAll("(?s).*bridge_slave (.*?)numtxqueues.*", "$1");
        return link.replaceAll("(state|designated|message_age|forward_delay|hold|topology|config)\\S* \\S+", "")
                + Lab.run("bridge", "-n", lab.appliance, "vlan", "show", "dev", "p2");
    }

    /** How it was a port of somebody else's bridge, the kernel forgets when it leaves. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takeOver_putsBackHowThePortWasSetInItsBridge(boolean killed) throws Exception {
        lab.ip("link", "add", "br9", "type", "bridge");
        lab.ip("link", "set", "p2", "master", "br9");
        lab.ip(("link set p2 type bridge_slave cost 77 priority 5 learning off flood off isolated on guard on"
                        + " group_fwd_mask 8 neigh_suppress on mcast_flood off")
                .split(" "));
        if (Lab.run("bridge", "-n", lab.appliance, "vlan", "show", "dev", "p2").contains("PVID")) { // it knows VLANs
            for (String change : List.of("add dev p2 vid 20 pvid untagged", "add dev p2 vid 30", "del dev p2 vid 1")) {
                Lab.run(("bridge -n " + lab.appliance + " vlan " + change).split(" "));
            }
        }
        String before = inTheBridge();
        assertTrue(before.contains("cost 77") && before.contains("isolated on"), before);
        var settings = Lab.settings(lab.ports("default", "p1", "p2", true));
        if (killed) {
            takeAndDie("take-over");
        }
        var taker = Lab.plane(settings);
        taker.attach();
        assertFalse(lab.ip("link", "show", "p2").contains("master br9"));
        taker.stop();
        assertTrue(lab.ip("link", "show", "p2").contains("master br9"));
        assertEquals(before, inTheBridge());
    }
}
