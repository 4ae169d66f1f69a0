package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.dataplane.Warning;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of the addresses that somebody gave a port before it was taken. */
@Tag("kernel")
class PortAddressesKernelTest {

    private Lab lab;
    private NetlinkDataPlane plane;

    @BeforeEach
    void open() throws IOException {
        lab = new Lab();
        lab.switchOn();
        lab.ip("address", "add", "10.55.0.1/24", "dev", "p1");
        lab.ip("-6", "address", "add", "fd00:77::1/64", "dev", "p1", "nodad");
        lab.ip("-6", "address", "add", "fd00:78::2/80", "dev", "p1");
        plane = Lab.plane(lab.settings("default", true));
    }

    @AfterEach
    void close() throws IOException {
        plane.stop();
        lab.close();
    }

    private static List<String> details(List<Warning> warnings, String reason) {
        return warnings.stream()
                .filter(warning -> warning.reason().equals(reason))
                .map(Warning::detail)
                .toList();
    }

    @Test
    void attach_namesThemAndDetachPutsThoseBackThatTheKernelDropped() throws IOException, DataPlaneException {
        var warnings = plane.attach().warnings();
        var lost = details(warnings, "addresses_lost");
        assertEquals(1, lost.size(), warnings::toString);
        assertTrue(lost.get(0).contains("fd00:77::1/64") && lost.get(0).contains("fd00:78::2/80"), lost::toString);
        var idle = details(warnings, "addresses_idle");
        assertEquals(1, idle.size(), warnings::toString);
        assertTrue(idle.get(0).contains("port p1 has the address 10.55.0.1/24"), idle::toString);
        assertFalse(lab.ip("address", "show", "p1").contains("fd00"), "the kernel drops them");

        plane.detach();
        String shown = lab.ip("address", "show", "p1");
        assertTrue(shown.contains("inet6 fd00:77::1/64 scope global nodad"), shown);
        assertTrue(shown.contains("inet6 fd00:78::2/80 scope global"), shown);
        assertTrue(shown.contains("inet 10.55.0.1/24"), shown);
    }

    /** The packet plane refuses them in the same words: a swap must not meet what the other one let pass. */
    @Test
    void attach_refusesThemUnlessItMayTakeOver() throws IOException {
        var modest = lab.plane();
        for (var refused : List.of(
                assertThrows(DataPlaneException.class, modest::foresee),
                assertThrows(DataPlaneException.class, modest::attach))) {
            assertEquals(Reason.FOREIGN, refused.reason());
            assertTrue(
                    refused.detail().contains("port p1 has the address")
                            && refused.detail().contains("ip address del"),
                    refused.detail());
        }
        assertFalse(lab.ip("link").contains("chaos-default"));
        modest.stop();
    }

    @Test
    void portWithoutThemAgain_isToldToWhoWaitsForIt() throws Exception {
        var modest = lab.plane();
        var noticed = new Noticed();
        modest.watch(noticed);
        assertThrows(DataPlaneException.class, modest::attach);
        lab.ip("address", "flush", "dev", "p1");
        noticed.await(Kind.PORTS, "no address any more");
        modest.attach();
        modest.stop();
    }

    @Test
    void attach_toSomebodyElsesBridgeLeavesThemAlone() throws IOException, DataPlaneException {
        lab.ip("link", "add", "br9", "type", "bridge");
        lab.ip("link", "set", "p1", "master", "br9");
        lab.ip("link", "set", "p2", "master", "br9");
        var warnings = plane.attach().warnings();
        assertEquals(List.of(), details(warnings, "addresses_lost"));
        assertTrue(lab.ip("address", "show", "p1").contains("fd00:77::1/64"));
    }
}
