package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A daemon with some privileges, and without the one that matters. */
@Tag("kernel")
class PrivilegeKernelTest {

    private Lab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new Lab();
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    private String attachWithout(String capability) throws IOException {
        return Lab.run(
                "ip",
                "netns",
                "exec",
                lab.appliance,
                "setpriv",
                "--bounding-set=-" + capability,
                "--inh-caps=-" + capability,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AttachOnce.class.getName(),
                "p1",
                "p2");
    }

    @Test
    void attach_withoutNetAdminNamesIt() throws IOException {
        String said = attachWithout("net_admin");
        assertTrue(said.contains("supported []"), said);
        assertTrue(said.contains("what=CAP_NET_ADMIN"), said);
        assertTrue(said.contains("NOT_PERMITTED CAP_NET_ADMIN is missing: run the daemon as root"), said);
    }

    @Test
    void attach_needsNoOtherPrivilegeInItsOwnNamespace() throws IOException {
        String said = attachWithout("sys_admin");
        assertTrue(said.contains("RATE") && said.contains("QUEUE"), said);
        assertTrue(said.contains("attached"), said);
    }
}
