package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Attachment;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.PortSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Taking ports and giving them back, on a real kernel. */
@Tag("kernel")
class PortsAndBridgeKernelTest {

    private static final Impairment QUEUE = Impairment.NONE.withQueue(new QueueLimit.Packets(9));

    private Lab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new Lab();
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    private static List<String> reasons(Attachment attachment) {
        return attachment.warnings().stream().map(Warning::reason).toList();
    }

    @Test
    void attach_joinsThePortsAndDetachUndoesIt() throws IOException, DataPlaneException {
        String before = lab.interfaces();
        String flags = lab.ip("-br", "link", "show", "p1").replaceAll(".*<", "<");
        var plane = lab.plane();
        assertEquals(List.of(), plane.attach().warnings());
        lab.awaitConnected();
        String bridge = lab.ip("-d", "link", "show", "chaos-default");
        assertTrue(bridge.contains("alias chaos:1 link=default port1="), bridge);
        assertTrue(bridge.contains("NOARP") && bridge.contains("addrgenmode none"), bridge);
        assertTrue(lab.ip("-d", "link", "show", "p1").contains("master chaos-default"));
        plane.apply(Direction.PORT1, QUEUE);
        plane.detach();
        assertEquals(before, lab.interfaces());
        assertEquals(flags, lab.ip("-br", "link", "show", "p1").replaceAll(".*<", "<"));
        assertTrue(lab.shown("p1").contains("no") && !lab.shown("p1").contains("pfifo"), lab.shown("p1"));
        plane.detach(); // a second time does nothing
        plane.stop();
    }

    @Test
    void attach_switchesIpv6OfThePortsOffAndDetachOn() throws IOException, DataPlaneException {
        lab.switchOn();
        assertEquals("0 0", lab.ipv6Switches());
        var plane = lab.plane();
        plane.attach();
        assertEquals("1 1", lab.ipv6Switches());
        assertEquals("", lab.ip("-6", "address", "show"));
        plane.stop();
        assertEquals("0 0", lab.ipv6Switches());
        assertTrue(lab.ip("-6", "address", "show", "p1").contains("fe80::"));
    }

    @Test
    void detach_givesBackAPortThatIsInAnotherBridgeSinceWithoutTakingItOut() throws IOException, DataPlaneException {
        var plane = lab.plane();
        plane.attach();
        lab.ip("link", "add", "br9", "type", "bridge");
        lab.ip("link", "set", "p2", "master", "br9");
        plane.stop();
        String port = lab.ip("-d", "link", "show", "p2");
        assertTrue(port.contains("master br9") && port.contains(",UP"), port);
        assertFalse(port.contains("NOARP") || port.contains("addrgenmode none"), port);
        assertEquals("0 0", lab.ipv6Switches());
    }

    @Test
    void attach_leavesIpv6OffWhereItWas() throws IOException, DataPlaneException {
        lab.silenceIpv6("p2");
        var plane = lab.plane();
        plane.attach();
        plane.stop();
        assertEquals("0 1", lab.ipv6Switches());
    }

    @Test
    void attach_twiceIsRefused() throws DataPlaneException {
        var plane = lab.plane();
        plane.attach();
        assertEquals(
                Reason.REJECTED,
                assertThrows(DataPlaneException.class, plane::attach).reason());
        plane.stop();
    }

    @Test
    void attach_adoptsTheBridgeThatBothPortsAreIn() throws IOException, DataPlaneException {
        lab.ip("link", "add", "br0", "type", "bridge");
        lab.ip("link", "set", "p1", "master", "br0");
        lab.ip("link", "set", "p2", "master", "br0");
        String before = lab.interfaces();
        var plane = lab.plane();
        assertEquals(List.of("adopted", "offloads_on", "offloads_on", "ipv6_on", "ipv6_on"), reasons(plane.attach()));
        assertEquals(before, lab.interfaces());
        plane.apply(Direction.PORT1, QUEUE);
        plane.detach();
        assertEquals(before, lab.interfaces());
        plane.stop();
    }

    @Test
    void attach_leavesSomebodyElsesBridgeAloneUnlessTold() throws IOException, DataPlaneException {
        lab.ip("link", "add", "br0", "type", "bridge");
        lab.ip("link", "set", "p1", "master", "br0");
        String before = lab.interfaces();
        var plane = lab.plane();
        var refused = assertThrows(DataPlaneException.class, plane::attach);
        assertEquals(Reason.FOREIGN, refused.reason());
        assertTrue(refused.detail().contains("port p1 is in br0"), refused.detail());
        assertEquals(before, lab.interfaces());
        plane.stop();

        var bold = Lab.plane(lab.settings("default", true));
        assertEquals(List.of("lifted"), reasons(bold.attach()));
        assertTrue(lab.ip("link", "show", "p1").contains("master chaos-default"));
        bold.stop();
        assertEquals(before, lab.interfaces());
    }

    @Test
    void attach_refusesAForeignQdiscAndNamesIt() throws IOException {
        lab.tc("qdisc", "add", "dev", "p2", "root", "handle", "1:", "htb");
        String before = lab.interfaces();
        var plane = lab.plane();
        var refused = assertThrows(DataPlaneException.class, plane::attach);
        assertEquals(Reason.FOREIGN, refused.reason());
        assertTrue(refused.detail().contains("port p2 carries qdisc htb 1:0"), refused.detail());
        assertEquals(before, lab.interfaces());
        assertTrue(lab.shown("p2").contains("qdisc htb 1: root"), lab.shown("p2"));
        plane.stop();
    }

    @Test
    void apply_refusesAForeignQdiscThatCameLater() throws IOException, DataPlaneException {
        var plane = lab.plane();
        plane.attach();
        lab.tc("qdisc", "add", "dev", "p1", "root", "handle", "1:", "htb");
        var refused = assertThrows(DataPlaneException.class, () -> plane.apply(Direction.PORT1, QUEUE));
        assertEquals(Reason.FOREIGN, refused.reason());
        assertTrue(lab.shown("p1").contains("qdisc htb 1: root"), lab.shown("p1"));
        var read = plane.read(Direction.PORT1, Optional.of(QUEUE));
        assertEquals(Impairment.NONE, read.impairment());
        assertEquals("foreign_qdisc", read.warnings().get(0).reason());
        plane.stop();
        assertTrue(lab.shown("p1").contains("qdisc htb 1: root"), "detach leaves it too");
    }

    @Test
    void apply_refusesAForeignQdiscBelowItsOwn() throws IOException, DataPlaneException {
        var plane = lab.plane();
        plane.attach();
        var ten = Impairment.NONE.withRate(RateLimit.of(BitRate.parse("10mbit")));
        var twenty = Impairment.NONE.withRate(RateLimit.of(BitRate.parse("20mbit")));
        plane.apply(Direction.PORT1, ten);
        lab.tc("qdisc", "replace", "dev", "p1", "parent", "c4a:1", "handle", "9:", "pfifo", "limit", "83");
        plane.read(Direction.PORT1, Optional.of(ten));
        String before = lab.shown("p1");
        for (var operation : List.<Executable>of(
                () -> plane.apply(Direction.PORT1, ten),
                () -> plane.apply(Direction.PORT1, twenty),
                () -> plane.clear(Direction.PORT1))) {
            var refused = assertThrows(DataPlaneException.class, operation);
            assertEquals(Reason.FOREIGN, refused.reason());
            assertTrue(refused.detail().contains("qdisc pfifo 9:0 below its own, at parent c4a:1"), refused.detail());
            assertEquals(before, lab.shown("p1"));
        }
        lab.tc("qdisc", "del", "dev", "p1", "parent", "c4a:1"); // as the refusal says
        plane.apply(Direction.PORT1, twenty);
        assertTrue(lab.shown("p1").contains("fifo c4c: parent c4a:1"), lab.shown("p1"));
        plane.stop();
        assertFalse(lab.shown("p1").contains("c4a:"), lab.shown("p1"));
    }

    @Test
    void attach_namesThePortThatDoesNotExist() throws IOException {
        lab.ip("link", "del", "p2");
        var plane = lab.plane();
        var refused = assertThrows(DataPlaneException.class, plane::attach);
        assertEquals(Reason.NO_SUCH_PORT, refused.reason());
        assertTrue(refused.detail().contains("interface p2 (port2) does not exist"), refused.detail());
        assertTrue(plane.ports().isEmpty());
        plane.stop();
    }

    @Test
    void attach_inANamespaceThatDoesNotExistSaysSo() throws IOException {
        var here = lab.ports("default");
        var nowhere = new NetlinkSettings(new PortSettings(
                here.link(),
                here.port1(),
                here.port2(),
                NetworkNamespace.at("chaos-nowhere"),
                false,
                here.replyTimeout()));
        var plane = Lab.plane(nowhere);
        var refused = assertThrows(DataPlaneException.class, plane::attach);
        assertEquals(Reason.NO_SUCH_PORT, refused.reason());
        assertTrue(refused.detail().contains("/run/netns/chaos-nowhere"), refused.detail());
        plane.stop();
    }

    @Test
    void attach_refusesPortsThatSomebodyHolds() throws DataPlaneException {
        var first = lab.plane();
        first.attach();
        var second = Lab.plane(lab.settings("other", false));
        var refused = assertThrows(DataPlaneException.class, second::attach);
        assertEquals(Reason.FOREIGN, refused.reason());
        assertTrue(refused.detail().contains("port p1 is in use by another chaosd"), refused.detail());
        first.stop();
        second.stop();
    }

    @Test
    void attach_failingHalfWayLeavesNothing() throws IOException {
        lab.ip("link", "add", "chaos-default", "type", "veth", "peer", "name", "other");
        String before = lab.interfaces();
        var plane = lab.plane();
        assertEquals(
                Reason.FOREIGN,
                assertThrows(DataPlaneException.class, plane::attach).reason());
        assertEquals(before, lab.interfaces());
        lab.ip("link", "del", "chaos-default");
        plane.stop();
    }

    @Test
    void operations_onAPortThatWentAwaySaySoAndRecoverWhenItIsBack() throws IOException, DataPlaneException {
        var plane = lab.plane();
        plane.attach();
        plane.apply(Direction.PORT1, QUEUE);
        plane.apply(Direction.PORT2, QUEUE);
        lab.ip("link", "del", "p2");
        for (var direction : List.of(Direction.PORT2)) {
            var gone = assertThrows(DataPlaneException.class, () -> plane.read(direction, Optional.empty()));
            assertEquals(Reason.NO_SUCH_PORT, gone.reason());
            assertEquals(
                    Reason.NO_SUCH_PORT,
                    assertThrows(DataPlaneException.class, () -> plane.stats(direction))
                            .reason());
            assertEquals(
                    Reason.NO_SUCH_PORT,
                    assertThrows(DataPlaneException.class, () -> plane.apply(direction, QUEUE))
                            .reason());
        }
        assertEquals(QUEUE, plane.read(Direction.PORT1, Optional.empty()).impairment());
        lab.veth("p2", lab.host2, "10.77.0.2/24");
        assertEquals(QUEUE, plane.read(Direction.PORT2, Optional.empty()).impairment(), "held again as before");
        assertTrue(lab.shown("p2").contains("limit 9p"), lab.shown("p2"));
        assertTrue(lab.ip("link", "show", "p2").contains("master chaos-default"));
        plane.stop();
        assertFalse(lab.ip("link").contains("chaos-default"));
    }

    @Test
    void attachClosed_letsNothingPassUntilItIsOpened() throws IOException, DataPlaneException {
        var plane = lab.plane();
        plane.attachClosed();
        plane.apply(Direction.PORT2, QUEUE);
        assertEquals(0, lab.ping(2).received());
        plane.open();
        lab.awaitConnected();
        plane.stop();
    }

    @Test
    void portThatIsMovedAwayAndBackAtOnce_isHeldAgainAsBefore() throws Exception {
        var plane = lab.plane();
        plane.attach();
        plane.apply(Direction.PORT2, QUEUE);
        String elsewhere = lab.appliance + "-x";
        Lab.run("ip", "netns", "add", elsewhere);
        lab.ip("link", "set", "p2", "netns", elsewhere);
        Lab.run("ip", "-n", elsewhere, "link", "set", "p2", "netns", lab.appliance);
        Lab.run("ip", "netns", "del", elsewhere);
        var noticed = new Noticed();
        plane.watch(noticed);
        lab.ip("link", "set", "p2", "up");
        noticed.await(Kind.PORTS, "went away and came back");
        assertEquals(QUEUE, plane.read(Direction.PORT2, Optional.empty()).impairment());
        lab.awaitConnected();
        plane.stop();
    }

    @Test
    void ports_areSeenAsTheyAre() throws IOException {
        lab.ip("link", "set", "p1", "mtu", "1400", "up");
        var plane = lab.plane();
        var ports = plane.ports();
        assertEquals(2, ports.size());
        assertEquals(1400, ports.get(0).mtu());
        assertTrue(ports.get(0).carrier());
        assertFalse(ports.get(1).carrier(), "p2 is switched off");
        assertTrue(ports.get(0).pciAddress().isEmpty());
        plane.stop();
    }
}
