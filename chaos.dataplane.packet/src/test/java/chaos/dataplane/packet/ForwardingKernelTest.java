package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.linux.LinuxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses without an impairment, frame by frame, and as real connections. */
@Tag("kernel")
class ForwardingKernelTest {

    private static final String STRANGER = "020000000002";
    private static final String OURS = "020000000001";

    private static Lab lab;
    private static Crossing crossing;

    @BeforeAll
    static void open() throws IOException, LinuxException {
        lab = new Lab();
        for (String port : List.of("p1", "p2")) {
            lab.ip("link", "set", port, "mtu", "9000");
        }
        for (String host : List.of(lab.host1, lab.host2)) {
            Lab.run("ip", "-n", host, "link", "set", "eth0", "mtu", "9000");
        }
        lab.switchOn();
        crossing = new Crossing(lab, 9000, Crossing.LIMIT);
    }

    @AfterAll
    static void close() throws IOException {
        crossing.close();
        lab.close();
    }

    static Stream<Arguments> frames() {
        return Stream.of(
                arguments("to a station that nobody knows", STRANGER + OURS + "88B5", 60),
                arguments("unknown EtherType to all", "ffffffffffff" + OURS + "88B5", 60),
                arguments("as short as packet(7) sends", STRANGER + OURS + "88B5", 15),
                arguments("as long as an MTU of 9000 allows", STRANGER + OURS + "88B5", 9014),
                arguments("802.1Q", STRANGER + OURS + "8100600788B5", 9018),
                arguments("802.1Q, priority only", STRANGER + OURS + "8100e00088B5", 64),
                arguments("802.1ad with 802.1Q inside", STRANGER + OURS + "88A800648100600788B5", 1000),
                arguments("three tags", STRANGER + OURS + "88A80064810060078100000188B5", 1000),
                arguments("spanning tree, as 802.3", "0180c2000000" + OURS + "0026", 60),
                arguments("PAUSE", "0180c2000001" + OURS + "8808", 60),
                arguments("LACP", "0180c2000002" + OURS + "8809", 124),
                arguments("802.1X", "0180c2000003" + OURS + "888E", 60),
                arguments("LLDP", "0180c200000e" + OURS + "88CC", 60),
                arguments("IPv4 multicast that nobody joined", "01005e010203" + OURS + "88B5", 60),
                arguments("IPv6 multicast that nobody joined", "333300010203" + OURS + "88B5", 60));
    }

    /** Both ways, as it was, once, and nothing comes back. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void frame_crossesUnchangedOnceAndDoesNotComeBack(String name, String header, int size)
            throws IOException, LinuxException {
        byte[] frame = Lab.frame(header, size);
        try (var host1 = lab.frames(lab.host1, -1);
                var host2 = lab.frames(lab.host2, -1)) {
            for (var ends : List.of(List.of(host1, host2), List.of(host2, host1))) {
                ends.get(0).send(ByteBuffer.wrap(frame));
                var came = Lab.beforeAMark(ends.get(0), ends.get(1));
                assertEquals(1, came.size());
                assertArrayEquals(frame, came.get(0));
                assertEquals(List.of(), Lab.beforeAMark(ends.get(1), ends.get(0)));
            }
        }
    }

    /**
     * The far end hands 64 KiB at a time to its card; what comes out are frames of its MTU with checksums that hold.
     */
    @Test
    void connection_withSuperPackets_arrivesWholeInFramesOfItsMtu() throws IOException, LinuxException {
        try (var seen = lab.frames(lab.host2, 9014)) {
            long before = crossing.toPort2.read(way -> way.intake().superPackets());
            try (var transfer = new Transfer(lab, 20_000_000)) {
                transfer.run();
            }
            assertTrue(crossing.toPort2.read(way -> way.intake().superPackets()) > before, "TSO is on");
            assertTrue(seen.receive(Duration.ZERO).isEmpty(), "a frame that is longer than the MTU");
        }
        assertEquals(0, Crossing.count(crossing.toPort2, way -> way.intake().unreadable()));
        assertEquals(0, Crossing.count(crossing.toPort2, way -> way.drops().all()));
    }

    /** Whoever looks at the wire sees a whole checksum, also of what a host left to its card. */
    @Test
    void datagram_hasItsChecksum() throws IOException, LinuxException {
        try (var seen = lab.frames(lab.host2, -1)) {
            Transfer.datagram(lab, new byte[777]);
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (System.nanoTime() < deadline) {
                var frame = seen.receive(Duration.ofMillis(100));
                if (frame.isPresent() && frame.get().capacity() == 777 + 42) {
                    var bytes = frame.get();
                    int length = bytes.capacity() - 34;
                    long sum = Checksum.add(17 + length, bytes, 26, 8);
                    assertEquals(0, Checksum.finish(Checksum.add(sum, bytes, 34, length)));
                    return;
                }
            }
        }
        throw new AssertionError("the datagram never came");
    }
}
