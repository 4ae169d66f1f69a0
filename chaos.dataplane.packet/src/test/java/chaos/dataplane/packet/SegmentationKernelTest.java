package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.dataplane.packet.KernelsCut.Sender;
import chaos.linux.LinuxException;
import chaos.linux.PacketSocket;
import chaos.linux.wire.NetlinkException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the plane cuts super-packets into is what the kernel cuts the very same ones into, byte for byte. */
@Tag("kernel")
class SegmentationKernelTest {

    private static final int BYTES = 1_500_000;

    /** {@code GSO_MAX_SIZE}. */
    private static final int BIGGEST = 8 * 65_535;

    /** What a host says to its neighbours by itself, also in a tunnel, and whenever it likes. */
    private static final String TO_A_GROUP = "ff0200000000000000";

    /** Each with what is sent inside. */
    private static final Map<String, Integer> TUNNELS = Map.of(
            "vxlan id 7 dstport 4789 local 10.77.0.%d remote 10.77.0.%d noudpcsum", 6,
            "vxlan id 7 dstport 5000 local 10.77.0.%d remote 10.77.0.%d udpcsum", 4,
            "vxlan id 7 dstport 4789 local fd77::%d remote fd77::%d", 4,
            "geneve id 7 remote fd77::%2$d", 4,
            "gretap local 10.77.0.%d remote 10.77.0.%d", 4,
            "gretap local 10.77.0.%d remote 10.77.0.%d csum key 5", 6,
            "gre local 10.77.0.%d remote 10.77.0.%d csum", 4,
            "ip6gre local fd77::%d remote fd77::%d", 4,
            "ipip local 10.77.0.%d remote 10.77.0.%d", 4,
            "sit local 10.77.0.%d remote 10.77.0.%d", 6);

    /** Those that this kernel can send; the first two every kernel can. */
    static Stream<Arguments> senders() throws IOException, NetlinkException {
        var senders = new ArrayList<Arguments>();
        senders.add(arguments("IPv4", new Sender("", 4, 0)));
        senders.add(arguments("IPv6", new Sender("", 6, 0)));
        try (var lab = new Lab()) {
            for (String tunnel : TUNNELS.keySet().stream().sorted().toList()) {
                if (KernelsCut.hasTunnel(lab, tunnel)) {
                    int inside = TUNNELS.get(tunnel);
                    senders.add(arguments(tunnel + ", IPv" + inside + " inside", new Sender(tunnel, inside, 0)));
                }
            }
            if (KernelsCut.hasBigTcp(lab, 4)) {
                senders.add(arguments("BIG TCP, IPv4", new Sender("", 4, BIGGEST)));
            }
            if (KernelsCut.hasBigTcp(lab, 6)) {
                senders.add(arguments("BIG TCP, IPv6", new Sender("", 6, 180_000)));
                senders.add(arguments("as big as can be, IPv6", new Sender("", 6, BIGGEST)));
            }
        }
        return senders.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("senders")
    void superPackets_areCutAsTheKernelCutsThem(String name, Sender sender)
            throws IOException, LinuxException, NetlinkException {
        try (var lab = new Lab();
                var kernels = new KernelsCut(lab, sender)) {
            lab.switchOn();
            try (var crossing = new Crossing(lab)) {
                kernels.awaitConnected();
                compare(lab, kernels);
                assertTrue(crossing.toPort2.read(way -> way.intake().superPackets()) > 0, "there were some");
                assertEquals(
                        0, Crossing.count(crossing.toPort2, way -> way.intake().unreadable()));
            }
        }
    }

    private static void compare(Lab lab, KernelsCut kernels) throws IOException, LinuxException {
        try (var ours = lab.frames(lab.host2, -1);
                var theirs = kernels.frames()) {
            try (var transfer = new Transfer(lab, kernels.target(), BYTES)) {
                transfer.run();
            }
            var expected = gather(theirs, kernels.sender());
            var got = gather(ours, kernels.sender());
            assertEquals(List.of(), without(expected, got), "frames that the kernel made and the plane did not");
            assertEquals(List.of(), without(got, expected), "frames that the plane made and the kernel did not");
            assertEquals(expected.size(), got.size());
            assertTrue(expected.size() > BYTES / 1500, "frames of the MTU: " + expected.size());
        }
    }

    private static List<String> without(List<String> all, List<String> others) {
        var known = new HashSet<>(others);
        return all.stream().filter(frame -> !known.contains(frame)).toList();
    }

    /** Sorted: what several processors send at once may be seen in another order. Without what hosts tell to groups. */
    private static List<String> gather(PacketSocket socket, byte[] sender) throws LinuxException {
        var frames = new ArrayList<String>();
        String from = HexFormat.of().formatHex(sender);
        for (var frame = socket.receive(Duration.ofMillis(300)); frame.isPresent(); ) {
            String hex = HexFormat.of().formatHex(frame.get().array());
            if (hex.startsWith(from, 12) && !hex.contains(TO_A_GROUP)) {
                frames.add(hex);
            }
            frame = socket.receive(Duration.ofMillis(300));
        }
        frames.sort(null);
        return frames;
    }
}
