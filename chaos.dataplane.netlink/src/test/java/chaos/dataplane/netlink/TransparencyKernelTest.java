package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.dataplane.DataPlaneException;
import chaos.linux.LinuxException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses the bridge unchanged, and that the host behind it says nothing, frame by frame. */
@Tag("kernel")
class TransparencyKernelTest {

    private static final String OURS = "02:00:00:00:00:01";
    private static final String STRANGER = "02:00:00:00:00:02";
    private static final String HOST_ADDRESS = "10.77.0.99";

    private static Lab lab;
    private static NetlinkDataPlane plane;

    @BeforeAll
    static void open() throws IOException, DataPlaneException {
        lab = new Lab();
        for (String port : List.of("p1", "p2")) {
            lab.ip("link", "set", port, "mtu", "9000");
        }
        for (String host : List.of(lab.host1, lab.host2)) {
            Lab.run("ip", "-n", host, "link", "set", "eth0", "mtu", "9000");
        }
        // The host behind the bridge has an address that the hosts could want to talk to.
        lab.ip("address", "add", HOST_ADDRESS + "/32", "dev", "lo");
        lab.ip("address", "add", "2001:db8::99/128", "dev", "lo", "nodad");
        lab.ip("link", "set", "lo", "up");
        plane = lab.plane();
        plane.attach();
        lab.awaitConnected();
    }

    @AfterAll
    static void close() throws IOException {
        plane.stop();
        lab.close();
    }

    static Stream<Arguments> frames() {
        return Stream.of(
                arguments("to a station that nobody knows", STRANGER, 0x88B5, 60),
                arguments("unknown EtherType to all", "ff:ff:ff:ff:ff:ff", 0x88B5, 60),
                arguments("as long as an MTU of 9000 allows", STRANGER, 0x88B5, 9014),
                arguments("spanning tree, as 802.3", "01:80:c2:00:00:00", 0x0026, 60),
                arguments("LACP", "01:80:c2:00:00:02", 0x8809, 124),
                arguments("802.1X", "01:80:c2:00:00:03", 0x888E, 60),
                arguments("LLDP", "01:80:c2:00:00:0e", 0x88CC, 60),
                arguments("last of the reserved groups", "01:80:c2:00:00:0f", 0x88B5, 60),
                arguments("IPv4 multicast that nobody joined", "01:00:5e:01:02:03", 0x88B5, 60),
                arguments("IPv6 multicast that nobody joined", "33:33:00:01:02:03", 0x88B5, 60));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void frame_crossesUnchangedBothWays(String name, String destination, int type, int bytes)
            throws LinuxException, IOException {
        byte[] frame = Frames.frame(destination, OURS, type, bytes);
        try (var host1 = Frames.at(lab.host1, "eth0");
                var host2 = Frames.at(lab.host2, "eth0")) {
            host1.send(frame);
            assertTrue(host2.comes(frame), name);
            host2.send(frame);
            assertTrue(host1.comes(frame), name);
        }
    }

    @Test
    void tags_cross() throws LinuxException, IOException {
        byte[] frame = Frames.frame(STRANGER, OURS, 0x8100, 9018);
        frame[14] = 0x60; // priority 3, tag 7; then a payload of its own type
        frame[15] = 7;
        frame[16] = (byte) 0x88;
        frame[17] = (byte) 0xB5;
        try (var host1 = Frames.at(lab.host1, "eth0");
                var host2 = Frames.at(lab.host2, "eth0")) {
            host1.send(frame);
            assertTrue(host2.comes(frame), "with its tag");
            frame[12] = (byte) 0x88; // a service tag, 802.1ad
            frame[13] = (byte) 0xA8;
            byte[] shorter = Arrays.copyOf(frame, 9014); // packet(7) sends the four bytes more with 802.1Q only
            host2.send(shorter);
            assertTrue(host1.comes(shorter), "with its service tag");
        }
    }

    @Test
    void ports_forwardEveryGroupAndLearnNothing() throws IOException {
        for (String port : List.of("p1", "p2")) {
            String shown = lab.ip("-d", "link", "show", port);
            assertTrue(shown.contains("learning off") && shown.contains("group_fwd_mask 0xfffd"), shown);
        }
        String bridge = lab.ip("-d", "link", "show", "chaos-default");
        assertTrue(bridge.contains("stp_state 0") && bridge.contains("mcast_snooping 0"), bridge);
    }

    @Test
    void pause_doesNotCrossAsOnAnyLinuxBridge() throws LinuxException, IOException {
        byte[] pause = Frames.frame("01:80:c2:00:00:01", OURS, 0x8808, 60);
        try (var host1 = Frames.at(lab.host1, "eth0");
                var host2 = Frames.at(lab.host2, "eth0")) {
            host1.send(pause);
            assertEquals(List.of(), host2.beforeAMarkFrom(host1));
        }
    }

    /** ARP request who-has 10.77.0.99, echo request and neighbour solicitation, as from 10.77.0.1 or 2001:db8::1. */
    static Stream<Arguments> questions() {
        String echo = "45 00 00 1c 00 01 00 00 40 01 65 e3 0a 4d 00 01 0a 4d 00 63 08 00 f7 fd 00 01 00 01";
        String solicitation = "60 00 00 00 00 20 3a ff 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01"
                + "20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 99 87 00 %s 00 00 00 00"
                + "20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 99 01 01 02 00 00 00 00 01";
        return Stream.of(
                arguments(
                        "ARP",
                        "ff:ff:ff:ff:ff:ff",
                        "0806",
                        "00 01 08 00 06 04 00 01 02 00 00 00 00 01 0a 4d 00 01 00 00 00 00 00 00 0a 4d 00 63"),
                arguments("ICMP to the bridge", "bridge", "0800", echo),
                arguments("ICMP to the port", "port", "0800", echo),
                arguments("ICMP to all", "ff:ff:ff:ff:ff:ff", "0800", echo),
                arguments("NS to the group", "33:33:ff:00:00:99", "86dd", solicited(solicitation)),
                arguments("NS to the bridge", "bridge", "86dd", solicited(solicitation)));
    }

    /** With its checksum (RFC 4443, 2.3) over pseudo header and message. */
    private static String solicited(String form) {
        byte[] packet = Frames.hex(String.format(form, "00 00"));
        int sum = 32 + 58;
        for (int i = 8; i < packet.length; i += 2) {
            sum += ((packet[i] & 0xFF) << 8) + (packet[i + 1] & 0xFF);
        }
        while (sum > 0xFFFF) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return String.format(form, String.format("%04x", ~sum & 0xFFFF));
    }

    private static byte[] question(String destination, String type, String payload) throws IOException {
        String target = destination.equals("bridge") || destination.equals("port")
                ? address(destination.equals("bridge") ? "chaos-default" : "p1")
                : destination;
        return Frames.hex(target + OURS + type + payload);
    }

    private static String address(String device) throws IOException {
        return Lab.run("ip", "netns", "exec", lab.appliance, "cat", "/sys/class/net/" + device + "/address")
                .strip();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void host_doesNotAnswer(String name, String destination, String type, String payload)
            throws LinuxException, IOException {
        try (var host1 = Frames.at(lab.host1, "eth0");
                var host2 = Frames.at(lab.host2, "eth0")) {
            host1.send(question(destination, type, payload));
            assertEquals(List.of(), host1.beforeAMarkFrom(host2), name);
        }
    }

    /** The question is one that a host answers: without NOARP it does. */
    @Test
    void host_wouldAnswerOnAnOrdinaryBridge() throws LinuxException, IOException {
        var ordinary = new Lab();
        try (ordinary) {
            ordinary.ip("link", "add", "br0", "type", "bridge");
            for (String port : List.of("p1", "p2")) {
                ordinary.ip("link", "set", port, "master", "br0", "up");
            }
            ordinary.ip("link", "set", "br0", "up");
            ordinary.ip("address", "add", HOST_ADDRESS + "/32", "dev", "lo");
            ordinary.ip("route", "add", "10.77.0.0/24", "dev", "br0");
            ordinary.ip("link", "set", "lo", "up");
            ordinary.awaitConnected();
            try (var host1 = Frames.at(ordinary.host1, "eth0");
                    var host2 = Frames.at(ordinary.host2, "eth0")) {
                var arp = questions().findFirst().orElseThrow().get();
                host1.send(question((String) arp[1], (String) arp[2], (String) arp[3]));
                var came = host1.beforeAMarkFrom(host2);
                assertTrue(came.stream().anyMatch(frame -> frame.contains("08060001080006040002")), came.toString());
            }
        }
    }

    @Test
    void host_saysNothingWhenItTakesThePorts() throws LinuxException, IOException, DataPlaneException {
        var quiet = new Lab();
        try (quiet) {
            try (var host1 = Frames.at(quiet.host1, "eth0");
                    var host2 = Frames.at(quiet.host2, "eth0")) {
                var taker = quiet.plane();
                taker.attach();
                quiet.awaitConnected();
                var said = host1.beforeAMarkFrom(host2);
                taker.stop();
                String other = Lab.run("ip", "netns", "exec", quiet.host2, "cat", "/sys/class/net/eth0/address")
                        .strip()
                        .replace(":", "");
                assertFalse(said.isEmpty(), "the pings of host 2 are heard");
                assertTrue(said.stream().allMatch(frame -> frame.startsWith(other, 12)), said.toString());
            }
        }
    }
}
