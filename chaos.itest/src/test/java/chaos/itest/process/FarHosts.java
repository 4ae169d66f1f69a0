package chaos.itest.process;

import java.io.IOException;

/** A cable whose two other ends are in a namespace each, as two hosts on a link are; nothing speaks there by itself. */
final class FarHosts implements AutoCloseable {

    private static final int PORTS = 2;

    private final Cable cable;

    FarHosts() throws IOException {
        cable = new Cable();
        for (int port = 1; port <= PORTS; port++) {
            Cable.run("ip", "netns", "add", host(port));
            // Before the interface is there: its IPv6 would send reports that are no probes.
            Cable.run(
                    "ip",
                    "netns",
                    "exec",
                    host(port),
                    "sh",
                    "-c",
                    "echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6");
            cable.ip("link", "set", "h" + port, "netns", host(port));
            Cable.run("ip", "-n", host(port), "link", "set", "h" + port, "up");
        }
    }

    private String host(int port) {
        return cable.name() + "-h" + port;
    }

    /** The namespace with the two ports. */
    Cable cable() {
        return cable;
    }

    @Override
    public void close() throws IOException {
        cable.close();
        for (int port = 1; port <= PORTS; port++) {
            Cable.run("ip", "netns", "del", host(port));
        }
    }
}
