package chaos.linux.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.linux.NetworkNamespace;
import chaos.linux.rtnl.Netdev;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ipv6Test {

    private static final Netdev PORT = new Netdev(
            7,
            "p1",
            0,
            1500,
            0,
            Optional.empty(),
            new Netdev.Identity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            new Netdev.Sent(0, 0));

    @TempDir
    private Path interfaces;

    @Test
    void isOn_isNotWithoutIpv6() {
        var ipv6 = new Ipv6(NetworkNamespace.own(), interfaces);
        assertFalse(ipv6.isOn(PORT));
        ipv6.turnOff(PORT); // and nothing happens
        assertFalse(Files.exists(interfaces.resolve("p1")));
    }

    @Test
    void turnOff_andOnAgain() throws IOException {
        var file = Files.createDirectory(interfaces.resolve("p1")).resolve("disable_ipv6");
        Files.writeString(file, "0\n");
        var ipv6 = new Ipv6(NetworkNamespace.own(), interfaces);
        assertTrue(ipv6.isOn(PORT));
        ipv6.turnOff(PORT);
        assertFalse(ipv6.isOn(PORT));
        assertEquals("1", Files.readString(file));
        ipv6.turnOn(PORT);
        assertTrue(ipv6.isOn(PORT));
    }

    @Test
    void isOn_isNotWhereTheNamespaceIsGone() {
        assertFalse(new Ipv6(NetworkNamespace.at("chaos-no-such-namespace"), interfaces).isOn(PORT));
    }
}
