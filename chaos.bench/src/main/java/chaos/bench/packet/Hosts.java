package chaos.bench.packet;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.bench.tool.Shell;
import chaos.dataplane.netlink.NetlinkDataPlane;
import chaos.dataplane.netlink.NetlinkSettings;
import chaos.dataplane.packet.PacketDataPlane;
import chaos.dataplane.packet.PacketSettings;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.PortSettings;
import java.io.IOException;
import java.time.Duration;

/**
 * Two hosts and an appliance between them, each a network namespace of its own that goes at the end; between its ports
 * there is a plain bridge, or the packet plane in this process.
 */
final class Hosts implements AutoCloseable {

    /** Of the packet plane, for what is in flight; half as much more waits in the kernel. */
    static final int BUFFER = 256 << 20;

    private final String name = "chaos-bench-" + ProcessHandle.current().pid();
    private final String probe;
    private final PortSettings ports = new PortSettings(
            new LinkName("bench"),
            new PortName("p1"),
            new PortName("p2"),
            NetworkNamespace.at(name),
            false,
            Duration.ofSeconds(10));
    private final PacketDataPlane plane = new PacketDataPlane(
            new PacketSettings(ports, BUFFER), new PlaneDescription(new PlaneName("packet"), "bench", true));
    private final NetlinkDataPlane kernels = new NetlinkDataPlane(
            new NetlinkSettings(ports), new PlaneDescription(new PlaneName("netlink"), "bench", true));

    /**
     * Hosts that nothing connects yet.
     *
     * @param probe the program of {@code src/main/c/probe.c}
     */
    Hosts(String probe) throws IOException {
        this.probe = probe;
        try {
            Shell.run("ip netns add " + name);
            for (int n = 1; n <= 2; n++) {
                String host = name + "-h" + n;
                Shell.run("ip netns add " + host
                        + "; ip netns exec " + host + " sh -c 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6'"
                        + "; ip -n " + name + " link add p" + n + " type veth peer name eth0 netns " + host
                        + "; ip -n " + host + " address add 10.79.0." + n + "/24 dev eth0"
                        + "; ip -n " + host + " link set eth0 up");
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    PacketDataPlane plane() {
        return plane;
    }

    /** The kernel's plane between the same ports. */
    NetlinkDataPlane kernels() {
        return kernels;
    }

    /** Work between the hosts. */
    interface Work {
        void run() throws IOException, DataPlaneException;
    }

    /** With a plain bridge between the ports. */
    void bridged(Work work) throws IOException, DataPlaneException {
        String in = "ip -n " + name + " link ";
        Shell.run(in + "add br0 type bridge; for p in p1 p2; do " + in + "set $p master br0 up; done; " + in
                + "set br0 up");
        awaitConnected();
        try {
            work.run();
        } finally {
            Shell.run(in + "del br0");
        }
    }

    /**
     * With a program in C between the ports.
     *
     * @param program that of {@code src/main/c/forward.c}
     */
    void forwarded(String program, Work work) throws IOException, DataPlaneException {
        Shell.run("for p in p1 p2; do ip -n " + name + " link set $p up; done");
        var forwarder = new ProcessBuilder(program, name, "p1", "p2")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (forwarder.inputReader().readLine() == null) {
                throw new IOException(program + " did not start");
            }
            awaitConnected();
            work.run();
        } finally {
            forwarder.destroy();
        }
    }

    /** With the packet plane between the ports. */
    void carried(Work work) throws IOException, DataPlaneException {
        carried(plane, work);
    }

    /** With one of both planes between the ports. */
    void carried(DataPlane by, Work work) throws IOException, DataPlaneException {
        by.attach();
        awaitConnected();
        try {
            work.run();
        } finally {
            by.detach();
        }
    }

    private void awaitConnected() throws IOException {
        Shell.run("until ip netns exec " + name + "-h1 ping -q -c 1 -W 1 10.79.0.2 > /dev/null; do :; done");
    }

    /** Mbit/s of one TCP connection from host 1 to host 2, as iperf3 counts what arrived. */
    double tcp(int seconds) throws IOException {
        String said = Shell.run("ip netns exec " + name + "-h2 iperf3 -s -1 -D --logfile /dev/null; sleep 0.3; "
                + "ip netns exec " + name + "-h1 iperf3 -c 10.79.0.2 -f m -t " + seconds + " | grep receiver");
        String before = said.substring(0, said.indexOf(" Mbits/sec")).strip();
        return Double.parseDouble(before.substring(before.lastIndexOf(' ') + 1));
    }

    /** Frames from host 1 to host 2; 0 a second is as fast as it goes. */
    Seen probe(int bytes, long perSecond, long count) throws IOException {
        return probe(bytes, perSecond, count, 0);
    }

    /** The same; those that take less than so many nanoseconds are counted as early. */
    Seen probe(int bytes, long perSecond, long count, long early) throws IOException {
        return Seen.parse(Shell.run(String.join(
                " ",
                probe,
                name + "-h1 eth0",
                name + "-h2 eth0",
                Integer.toString(bytes),
                Long.toString(perSecond),
                Long.toString(count),
                Long.toString(early))));
    }

    /** Nothing happens meanwhile. */
    void rest(int seconds) throws IOException {
        Shell.run("sleep " + seconds);
    }

    @Override
    public void close() throws IOException {
        plane.stop();
        kernels.stop();
        Shell.run("for n in " + name + " " + name + "-h1 " + name + "-h2; do ip netns del $n || :; done");
    }
}
