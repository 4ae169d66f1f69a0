package chaos.dataplane.packet;

import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import chaos.linux.PacketSocket;
import chaos.linux.rtnl.EthtoolRequests;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.SocketTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * A sender of super-packets on host 1, and the kernel's own cut of them: port 1 is in a plain bridge with an interface
 * that leaves nothing to a card, so that what comes in is cut there, beside what the plane does.
 */
final class KernelsCut implements AutoCloseable {

    private static final int RTM_NEWLINK = 16;
    private static final int RTM_GETLINK = 18;
    private static final int IFINFO_BYTES = 16;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_GSO_MAX_SIZE = 41;
    private static final int IFLA_TSO_MAX_SIZE = 59;
    private static final int IFLA_GSO_IPV4_MAX_SIZE = 63;
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Lab lab;
    private final Sender sender;

    /**
     * How host 1 sends.
     *
     * @param tunnel what {@code ip link add type} wants to hear, with places for its own and the other host's number;
     *     empty for none
     * @param version of IP inside
     * @param big the largest super-packet, 0 for the usual one
     */
    record Sender(String tunnel, int version, int big) {

        String device() {
            return tunnel.isEmpty() ? "eth0" : "tunnel";
        }
    }

    KernelsCut(Lab lab, Sender sender) throws IOException, NetlinkException {
        this.lab = lab;
        this.sender = sender;
        host(lab.host1, 1, 2);
        host(lab.host2, 2, 1);
        lab.ip("link", "add", "m0", "type", "veth", "peer", "name", "m1");
        lab.ip("link", "add", "br7", "type", "bridge", "mcast_snooping", "0");
        for (String device : List.of("m0", "m1", "br7")) {
            lab.silenceIpv6(device);
            lab.ip("link", "set", device, "up");
        }
        try (var transport = SocketTransport.generic(NetworkNamespace.at(lab.appliance))) {
            var generic = new Conversation(transport, LONG);
            int family = EthtoolRequests.family(generic);
            var m0 = device(lab.appliance, "m0");
            var names = EthtoolRequests.activeFeatures(generic, family, m0).stream()
                    .filter(name -> name.endsWith("-segmentation") || name.startsWith("tx-checksum"))
                    .toList();
            generic.perform(List.of(EthtoolRequests.setFeatures(family, m0, names, false)));
        }
        lab.ip("link", "set", "m0", "master", "br7");
        lab.ip("link", "set", "p1", "master", "br7");
        if (sender.big() > 0) {
            setBig(lab.host1, sender.version(), sender.big());
        }
    }

    private static chaos.linux.rtnl.Netdev device(String namespace, String name) throws NetlinkException {
        try (var transport = new SocketTransport(NetworkNamespace.at(namespace))) {
            return LinkRequests.find(new Conversation(transport, LONG), name).orElseThrow();
        }
    }

    private static void host(String host, String device) throws IOException {
        Lab.run(
                "ip",
                "netns",
                "exec",
                host,
                "sh",
                "-c",
                "cd /proc/sys/net/ipv6/conf; echo 0 > all/disable_ipv6; echo 0 > " + device + "/disable_ipv6; echo 0 > "
                        + device + "/accept_dad");
    }

    private void host(String host, int own, int other) throws IOException {
        host(host, "eth0");
        Lab.run("ip", "-n", host, "address", "add", "fd77::" + own + "/64", "dev", "eth0", "nodad");
        if (!sender.tunnel().isEmpty()) {
            add(host, String.format(sender.tunnel(), own, other));
            host(host, "tunnel");
            Lab.run("ip", "-n", host, "address", "add", "10.99.0." + own + "/24", "dev", "tunnel");
            Lab.run("ip", "-n", host, "address", "add", "fd99::" + own + "/64", "dev", "tunnel", "nodad");
            Lab.run("ip", "-n", host, "link", "set", "tunnel", "mtu", "1400", "up");
        }
    }

    private static void add(String host, String tunnel) throws IOException {
        Lab.run("sh", "-c", "ip -n " + host + " link add tunnel type " + tunnel);
    }

    /** The largest super-packet (BIG TCP), which {@code ip} does not know of everywhere. */
    private static void setBig(String host, int version, int bytes) throws NetlinkException {
        try (var transport = new SocketTransport(NetworkNamespace.at(host))) {
            var body = eth0().u32(bigOf(version), bytes);
            ask(transport, new Conversation.Step("set gso_max_size", Message.request(RTM_NEWLINK, 0, body)));
        }
    }

    private static int bigOf(int version) {
        return version == 4 ? IFLA_GSO_IPV4_MAX_SIZE : IFLA_GSO_MAX_SIZE;
    }

    private static AttributeWriter eth0() {
        return new AttributeWriter()
                .struct(IFINFO_BYTES, info -> info.putLong(0).putLong(0))
                .string(IFLA_IFNAME, "eth0");
    }

    private static List<Message> ask(SocketTransport transport, Conversation.Step step) throws NetlinkException {
        return new Conversation(transport, LONG).gather(List.of(step)).get(0).messagesOrThrow();
    }

    /** Whether this kernel has a kind of tunnel. */
    static boolean hasTunnel(Lab lab, String tunnel) throws IOException {
        try {
            add(lab.host1, String.format(tunnel, 1, 2));
            Lab.run("ip", "-n", lab.host1, "link", "del", "tunnel");
            return true;
        } catch (IOException e) {
            if (e.getMessage().contains("Unknown device type") || e.getMessage().contains("not supported")) {
                return false;
            }
            throw e;
        }
    }

    /** Whether this kernel makes super-packets of more than 64 KiB: of IPv6 since 5.19, of IPv4 since 6.3. */
    static boolean hasBigTcp(Lab lab, int version) throws NetlinkException {
        try (var transport = new SocketTransport(NetworkNamespace.at(lab.host1))) {
            var question = new Conversation.Step("show eth0", Message.request(RTM_GETLINK, 0, eth0()));
            var body = ask(transport, question).get(0).body();
            var attributes = AttributeReader.of(body.slice(IFINFO_BYTES, body.remaining() - IFINFO_BYTES));
            // The largest that the device could do is told by kernels that can.
            return attributes
                    .find(version == 4 ? IFLA_GSO_IPV4_MAX_SIZE : IFLA_TSO_MAX_SIZE)
                    .isPresent();
        }
    }

    /** Whole frames as the kernel cut them. */
    PacketSocket frames() throws IOException, LinuxException {
        int index = lab.index(lab.appliance, "m1");
        var socket = NetworkNamespace.at(lab.appliance).inside(() -> PacketSocket.open(index, -1));
        socket.bufferBytes(64 << 20);
        return socket;
    }

    /** The hardware address that host 1 sends from. */
    byte[] sender() throws IOException {
        String address = Lab.run("ip", "netns", "exec", lab.host1, "cat", "/sys/class/net/eth0/address");
        return HexFormat.of().parseHex(address.strip().replace(":", ""));
    }

    /** Where host 2 is reached by what host 1 sends so. */
    String target() {
        if (sender.version() == 4) {
            return sender.tunnel().isEmpty() ? "10.77.0.2" : "10.99.0.2";
        }
        return sender.tunnel().isEmpty() ? "fd77::2" : "fd99::2";
    }

    void awaitConnected() throws IOException {
        Lab.await(target() + " is reached", () -> {
            try {
                return Lab.run("ip", "netns", "exec", lab.host1, "ping", "-c", "1", "-W", "1", target())
                        .contains(" 0% packet loss");
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Override
    public void close() {
        // all of it goes with the lab's namespaces
    }
}
