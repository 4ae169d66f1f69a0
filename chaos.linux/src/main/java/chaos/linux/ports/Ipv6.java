package chaos.linux.ports;

import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import chaos.linux.rtnl.Netdev;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * IPv6 on interfaces. Where it runs the host speaks unasked: it tells the multicast groups of its addresses (MLD) and
 * asks for routers, for a while after an interface came up. Only the switch of the interface ends that at
 * once and without a word; rtnetlink has none.
 */
public final class Ipv6 {

    private static final Path INTERFACES = Path.of("/proc/sys/net/ipv6/conf");
    private static final String SWITCH = "disable_ipv6";
    private static final String ON = "0";
    private static final String OFF = "1";

    private final NetworkNamespace namespace;
    private final Path interfaces;

    /** IPv6 in a network namespace. */
    public Ipv6(NetworkNamespace namespace) {
        this(namespace, INTERFACES);
    }

    Ipv6(NetworkNamespace namespace, Path interfaces) {
        this.namespace = namespace;
        this.interfaces = interfaces;
    }

    /** Whether it runs there; not where the kernel has none. */
    public boolean isOn(Netdev device) {
        return inside(() -> ON.equals(Files.readString(file(device)).strip()));
    }

    /** Switches it off, where it is on; {@link #isOn} says whether that worked. */
    public void turnOff(Netdev device) {
        if (isOn(device)) {
            write(device, OFF);
        }
    }

    /** Switches it on again. Addresses that somebody gave the interface do not come back. */
    public void turnOn(Netdev device) {
        write(device, ON);
    }

    private void write(Netdev device, String value) {
        inside(() -> {
            Files.writeString(file(device), value);
            return true;
        });
    }

    private Path file(Netdev device) {
        return interfaces.resolve(device.name()).resolve(SWITCH);
    }

    /** Something with a file of the namespace's. */
    private interface Access {

        boolean run() throws IOException;
    }

    private boolean inside(Access access) {
        try {
            return namespace.inside(() -> {
                try {
                    return access.run();
                } catch (IOException e) {
                    return false; // no IPv6 in this kernel, the interface is gone, or /proc/sys may not be written
                }
            });
        } catch (LinuxException e) {
            return false;
        }
    }
}
