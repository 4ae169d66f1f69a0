package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a daemon that was killed leaves behind is found, told, and used or undone. */
@Tag("kernel")
class KilledDaemonKernelTest {

    private Lab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new Lab();
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    private Process hold(String link) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldPorts.class.getName(),
                        lab.appliance,
                        link)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals('!', process.getInputStream().read(), "the other daemon did not start");
        return process;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    }

    private static List<String> details(List<Warning> warnings) {
        return warnings.stream()
                .filter(warning -> warning.reason().equals("left_behind"))
                .map(Warning::detail)
                .toList();
    }

    @Test
    void attach_takesOverWhatIsAboutTheSamePorts() throws IOException, DataPlaneException, InterruptedException {
        var other = hold("default");
        var plane = lab.plane();
        var refused = assertThrows(DataPlaneException.class, plane::attach);
        assertEquals(Reason.FOREIGN, refused.reason(), "while it lives its ports are its own");
        kill(other);
        assertTrue(lab.shown("p1").contains("qdisc tbf c4a: root"), "the kernel keeps what the daemon made");

        var warnings = details(plane.attach().warnings());
        assertEquals(
                List.of(
                        "removed qdisc tbf c4a:0 from port p1 that a daemon before this one left behind",
                        "took over bridge chaos-default that a daemon before this one left behind"),
                warnings);
        assertFalse(lab.shown("p1").contains("tbf"), lab.shown("p1"));
        lab.awaitConnected();
        plane.stop();
        assertFalse(lab.ip("link").contains("chaos-default"));
        String port = lab.ip("-d", "link", "show", "p1");
        assertTrue(port.contains("state DOWN") && !port.contains("NOARP") && !port.contains("addrgenmode none"), port);
    }

    @Test
    void attach_leavesAPortThatIsInAnotherBridgeSince() throws IOException, DataPlaneException, InterruptedException {
        kill(hold("default"));
        lab.ip("link", "add", "br9", "type", "bridge");
        lab.ip("link", "set", "p2", "master", "br9");
        var plane = lab.plane();
        var refused = assertThrows(DataPlaneException.class, plane::attach);
        assertEquals(Reason.FOREIGN, refused.reason());
        assertTrue(refused.detail().contains("port p2 is in br9"), refused.detail());
        assertTrue(lab.ip("link", "show", "p2").contains("master br9"));
        assertFalse(lab.ip("link").contains("chaos-default"), "what was left behind is undone");
        assertEquals("0 0", lab.ipv6Switches());
        assertTrue(lab.ip("link", "show", "p1").contains("state DOWN"));

        lab.ip("link", "set", "p2", "nomaster");
        plane.attach();
        lab.awaitConnected();
        plane.stop();
        assertEquals("0 0", lab.ipv6Switches());
    }

    @Test
    void attach_liftsAPortThatIsInAnotherBridgeSinceAndPutsItBack()
            throws IOException, DataPlaneException, InterruptedException {
        kill(hold("default"));
        lab.ip("link", "add", "br9", "type", "bridge");
        lab.ip("link", "set", "p2", "master", "br9");
        var bold = Lab.plane(lab.settings("default", true));
        var warnings = bold.attach().warnings();
        assertTrue(
                warnings.stream().anyMatch(warning -> warning.detail().contains("p2 was lifted out of br9")),
                warnings::toString);
        assertTrue(lab.ip("link", "show", "p2").contains("master chaos-default"));
        bold.stop();
        assertTrue(lab.ip("link", "show", "p2").contains("master br9"));
        assertFalse(lab.ip("link").contains("chaos-default"));
    }

    @Test
    void attach_adoptsTheBridgeThatBothPortsAreInSince() throws IOException, DataPlaneException, InterruptedException {
        kill(hold("default"));
        lab.ip("link", "add", "br9", "type", "bridge");
        lab.ip("link", "set", "p1", "master", "br9");
        lab.ip("link", "set", "p2", "master", "br9");
        var plane = lab.plane();
        var warnings = plane.attach().warnings();
        assertTrue(warnings.stream().anyMatch(warning -> warning.reason().equals("adopted")), warnings::toString);
        assertFalse(lab.ip("link").contains("chaos-default"));
        plane.stop();
        for (String port : List.of("p1", "p2")) {
            String shown = lab.ip("-d", "link", "show", port);
            assertTrue(shown.contains("master br9") && shown.contains(",UP"), shown);
            assertFalse(shown.contains("NOARP") || shown.contains("addrgenmode none"), shown);
        }
    }

    @Test
    void attach_leavesAPortThatAnotherLinkHoldsSince() throws IOException, DataPlaneException, InterruptedException {
        kill(hold("default"));
        lab.ip("link", "set", "p2", "nomaster");
        lab.ip("link", "add", "p3", "type", "veth", "peer", "name", "p4");
        var other = Lab.plane(lab.settings("other", "p2", "p3"));
        other.attach();
        var plane = Lab.plane(lab.settings("default", "p1", "p4"));
        plane.attach();
        String shown = lab.ip("-d", "link", "show", "p2");
        assertTrue(shown.contains("master chaos-other") && shown.contains("NOARP"), shown);
        assertTrue(shown.contains("addrgenmode none"), shown);
        plane.stop();
        other.stop();
    }

    @Test
    void attach_undoesWhatIsOfAnotherLink() throws IOException, DataPlaneException, InterruptedException {
        kill(hold("before"));
        var plane = lab.plane();
        var warnings = details(plane.attach().warnings());
        assertTrue(
                warnings.contains("undid bridge chaos-before that a daemon before this one left behind"),
                () -> warnings.toString());
        assertFalse(lab.ip("link").contains("chaos-before"));
        assertTrue(lab.ip("link", "show", "p1").contains("master chaos-default"));
        plane.stop();
    }

    @Test
    void attach_undoesWhatIsAboutOtherPorts() throws IOException, DataPlaneException, InterruptedException {
        kill(hold("default"));
        lab.ip("link", "del", "p2");
        lab.veth("p2", lab.host2, "10.77.0.2/24");
        var plane = lab.plane();
        var warnings = details(plane.attach().warnings());
        assertTrue(
                warnings.contains("undid bridge chaos-default that a daemon before this one left behind"),
                () -> warnings.toString());
        plane.stop();
        assertFalse(lab.ip("link").contains("chaos-default"));
        assertTrue(lab.ip("link", "show", "p1").contains("state DOWN"), lab.ip("link", "show", "p1"));
    }

    @Test
    void attach_onOtherPortsLeavesNothingOnTheOldOnes() throws IOException, DataPlaneException, InterruptedException {
        kill(hold("default"));
        lab.ip("link", "add", "p3", "type", "veth", "peer", "name", "p4");
        var plane = Lab.plane(lab.settings("default", "p3", "p4"));
        var warnings = details(plane.attach().warnings());
        assertEquals(
                List.of(
                        "removed qdisc tbf c4a:0 from port p1 that a daemon before this one left behind",
                        "undid bridge chaos-default that a daemon before this one left behind"),
                warnings);
        assertFalse(lab.shown("p1").contains("tbf"), lab.shown("p1"));
        assertTrue(lab.ip("link", "show", "p1").contains("state DOWN"), lab.ip("link", "show", "p1"));
        plane.stop();
        assertFalse(lab.ip("link").contains("chaos-default"));
    }

    @Test
    void attach_removesABridgeThatWasNeverFinished() throws IOException, DataPlaneException {
        lab.ip("link", "add", "chaos-default", "type", "bridge");
        var plane = lab.plane();
        assertEquals(
                List.of("removed bridge chaos-default that a daemon before this one left unfinished"),
                details(plane.attach().warnings()));
        plane.stop();
        assertFalse(lab.ip("link").contains("chaos-default"));
    }
}
