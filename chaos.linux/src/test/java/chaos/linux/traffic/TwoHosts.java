package chaos.linux.traffic;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.PortSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two hosts and an appliance between them, each a network namespace of its own: h1 - p1 [appliance] p2 - h2, with
 * addresses 10.77.0.1 and 10.77.0.2 on the hosts. {@code ip} and {@code tc} are the second opinion.
 */
public class TwoHosts implements AutoCloseable {

    /** Ethernet, IPv4, UDP. */
    private static final int HEADERS = 42;

    private static final String IPV6 = "/proc/sys/net/ipv6/conf/";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** The namespace of the appliance. */
    public final String appliance;

    public final String host1;
    public final String host2;

    public TwoHosts() throws IOException {
        String id = "chaos-nl" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
        appliance = id;
        host1 = id + "h1";
        host2 = id + "h2";
        for (String name : List.of(appliance, host1, host2)) {
            run("ip", "netns", "add", name);
        }
        for (String host : List.of(host1, host2)) {
            silenceHost(host);
        }
        veth("p1", host1, "10.77.0.1/24");
        veth("p2", host2, "10.77.0.2/24");
        introduce();
        firewall(0);
    }

    /** Whether bridged frames go through the appliance's firewall, where the module for that is loaded. */
    public boolean firewall(int on) throws IOException {
        return run(
                        "ip",
                        "netns",
                        "exec",
                        appliance,
                        "sh",
                        "-c",
                        "for f in /proc/sys/net/bridge/bridge-nf-call-*; do [ ! -e $f ] || { echo " + on
                                + " > $f; echo loaded; }; done")
                .contains("loaded");
    }

    /** IPv6 of a host tells its multicast groups unasked, and a test that counts packets would count them too. */
    private static void silenceHost(String host) throws IOException {
        String all = IPV6 + "all/disable_ipv6";
        run("ip", "netns", "exec", host, "sh", "-c", "[ ! -e " + all + " ] || echo 1 > " + all);
    }

    /** The same of one port. */
    public void silenceIpv6(String port) throws IOException {
        run("ip", "netns", "exec", appliance, "sh", "-c", "echo 1 > " + IPV6 + port + "/disable_ipv6");
    }

    /** 1 where a port speaks no IPv6: both ports. */
    public String ipv6Switches() throws IOException {
        return run("ip", "netns", "exec", appliance, "sh", "-c", "cd " + IPV6 + "; cat p1/disable_ipv6 p2/disable_ipv6")
                .strip()
                .replace('\n', ' ');
    }

    /** Each host knows the other's address, so that no ARP gets lost or counted. */
    public void introduce() throws IOException {
        neighbour(host1, host2, "10.77.0.2");
        neighbour(host2, host1, "10.77.0.1");
    }

    private static void neighbour(String host, String other, String address) throws IOException {
        String mac = run("ip", "netns", "exec", other, "cat", "/sys/class/net/eth0/address")
                .strip();
        run("ip", "-n", host, "neighbour", "replace", address, "lladdr", mac, "dev", "eth0", "nud", "permanent");
    }

    /** Makes a port and the host's end of its cable. */
    public void veth(String port, String host, String address) throws IOException {
        run("ip", "-n", appliance, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", host);
        run("ip", "-n", host, "link", "set", "eth0", "addrgenmode", "none"); // IPv6 would speak unasked
        run("ip", "-n", host, "address", "add", address, "dev", "eth0");
        run("ip", "-n", host, "link", "set", "eth0", "up");
    }

    /** {@code ip} in the appliance. */
    public String ip(String... arguments) throws IOException {
        return run(with(List.of("ip", "-n", appliance), arguments));
    }

    /** {@code tc} in the appliance. */
    public String tc(String... arguments) throws IOException {
        return run(with(List.of("tc", "-n", appliance), arguments));
    }

    /** The qdiscs of a port as tc shows them. */
    public String shown(String port) throws IOException {
        return tc("qdisc", "show", "dev", port);
    }

    /** The ports of a link, which are not lifted out of anything. */
    public PortSettings ports(String link) {
        return ports(link, "p1", "p2", false);
    }

    /** Two ports as those of a link. */
    public PortSettings ports(String link, String port1, String port2, boolean takeOver) {
        return new PortSettings(
                new LinkName(link),
                new PortName(port1),
                new PortName(port2),
                NetworkNamespace.at(appliance),
                takeOver,
                Duration.ofSeconds(10));
    }

    /** Host 1 pings host 2, after both know each other's address. */
    public Ping.Result ping(int count) throws IOException {
        try (var ping = startPing(count)) {
            return ping.result();
        }
    }

    /** Switches both ports on, and waits until they may forward at once when they come into a bridge. */
    public void switchOn() throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (String port : List.of("p1", "p2")) {
            ip("link", "set", port, "up");
            while (!ip("link", "show", port).contains("state UP")) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(port + " never came up");
                }
            }
        }
    }

    /** Everything about the interfaces and qdiscs of the appliance that does not change by itself. */
    public String interfaces() throws IOException {
        String links = ip("-d", "link", "show")
                .replaceAll("state \\S+|qdisc no\\S+|qlen \\d+|<[^>]*>|mode \\S+", "")
                .replaceAll("promiscuity \\d+( +allmulti \\d+)?", "");
        return links + tc("qdisc", "show").replaceAll("qdisc no\\S+ .*\n|refcnt \\d+", "");
    }

    /** Waits until both hosts reach each other: a port that was just switched on forwards after a while. */
    public void awaitConnected() throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (ping(1).received() == 0) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the hosts never reached each other");
            }
        }
    }

    /** Host 1 pings host 2 meanwhile. */
    public Ping startPing(int count) throws IOException {
        return new Ping(host1, "10.77.0.2", count);
    }

    /** Waits until so many packets wait in a direction. */
    public static void awaitBacklog(DataPlane plane, Direction direction, int packets) throws DataPlaneException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (plane.stats(direction).backlogPackets() < packets) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never had " + packets + " packets: " + plane.stats(direction));
            }
            Thread.onSpinWait();
        }
    }

    private static String[] with(List<String> first, String... rest) {
        var all = new ArrayList<>(first);
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    /** Runs a command to its end and gives what it printed. */
    public static String run(String... command) throws IOException {
        var output = Files.createTempFile("chaos-lab", ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " did not end");
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(output);
        }
    }

    /** The appliance's namespace as a path. */
    public Path path() {
        return Path.of("/run/netns", appliance);
    }

    /** A wire from host 1 to host 2. */
    public Wire wire() throws IOException {
        return new Wire(station(host1), station(host2));
    }

    /** The end of a host's cable. */
    public static Station station(String host) throws IOException {
        int index = Integer.parseInt(interfaceFile(host, "ifindex"));
        return new Station(NetworkNamespace.at(host), index, interfaceFile(host, "address"));
    }

    private static String interfaceFile(String namespace, String name) throws IOException {
        return run("ip", "netns", "exec", namespace, "cat", "/sys/class/net/eth0/" + name)
                .strip();
    }

    /** Sends datagrams from one host to the other, to a port where nobody listens. */
    public void send(Direction direction, int packets, int bytes) throws IOException, LinuxException {
        boolean toHost1 = direction == Direction.PORT1;
        var from = NetworkNamespace.at(toHost1 ? host2 : host1);
        var target = new InetSocketAddress(toHost1 ? "10.77.0.1" : "10.77.0.2", 9);
        try (var socket = from.inside(TwoHosts::datagrams)) {
            for (int i = 0; i < packets; i++) {
                socket.send(ByteBuffer.allocate(bytes - HEADERS), target);
            }
        }
    }

    private static DatagramChannel datagrams() {
        try {
            return DatagramChannel.open(StandardProtocolFamily.INET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (String name : List.of(host1, host2, appliance)) {
            run("ip", "netns", "del", name);
        }
    }
}
