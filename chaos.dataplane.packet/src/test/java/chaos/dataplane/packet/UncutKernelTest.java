package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.link.Direction;
import chaos.linux.LinuxException;
import chaos.linux.PacketSocket;
import chaos.linux.Tap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Super-packets of a virtual machine, on whose cable one port is: the kernel does not look at them before it hands them
 * on, so that headers may lead elsewhere than to where the transport is said to be.
 */
@Tag("kernel")
class UncutKernelTest {

    private static final int TRANSPORT = 34;
    private static final int PAYLOAD = 4200;
    private static final int SEGMENT = 1400;
    private static final int MARK_BYTES = 60;

    /** Ethernet, IPv4 and TCP with nothing but what a card needs to know of them. */
    private static final String HEADERS = "020000000002" + "020000000001" + "0800"
            + "45001090" + "00010000" + "40060000" + "0a4d0001" + "0a4d0002"
            + "00090009" + "00000001" + "00000001" + "50100100" + "00000000";

    private static byte[] superPacket(int transport) {
        byte[] headers = HexFormat.of().parseHex(HEADERS);
        var bytes =
                ByteBuffer.allocate(Tap.HEADER_BYTES + headers.length + PAYLOAD).order(ByteOrder.nativeOrder());
        bytes.put((byte) 1).put((byte) 1); // VIRTIO_NET_HDR_F_NEEDS_CSUM, VIRTIO_NET_HDR_GSO_TCPV4
        bytes.putShort((short) headers.length).putShort((short) SEGMENT);
        bytes.putShort((short) transport).putShort((short) 16);
        return bytes.put(headers).array();
    }

    @Test
    void superPacket_thatCannotBeCut_isDroppedCountedAndWarnedOf()
            throws IOException, LinuxException, DataPlaneException {
        try (var lab = new Lab()) {
            lab.switchOn();
            lab.ip("link", "del", "p1");
            try (var machine = lab.namespace(lab.appliance).inside(() -> Tap.open("p1"))) {
                lab.silenceIpv6("p1");
                lab.ip("link", "set", "p1", "up");
                var plane = lab.plane();
                plane.attach();
                try (var host2 = lab.frames(lab.host2, -1)) {
                    Lab.await("frames of the machine cross", () -> beforeAMark(machine, host2) == 0);
                    check(plane, machine, host2);
                } finally {
                    plane.stop();
                }
            }
        }
    }

    private static void check(DataPlane plane, Tap machine, PacketSocket host2)
            throws LinuxException, DataPlaneException {
        long before = plane.stats(Direction.PORT2).counters().drops();
        machine.write(superPacket(TRANSPORT));
        assertEquals(PAYLOAD / SEGMENT, beforeAMark(machine, host2), "frames of one that can be cut");
        assertTrue(plane.read(Direction.PORT2, Optional.empty()).warnings().isEmpty());
        machine.write(superPacket(TRANSPORT + 4));
        machine.write(superPacket(TRANSPORT + 4));
        assertEquals(0, beforeAMark(machine, host2));
        var stats = plane.stats(Direction.PORT2);
        assertEquals(before + 2, stats.counters().drops(), stats::toString);
        assertEquals(2, stats.dropsByCause().oversize(), stats::toString);
        var warnings = plane.read(Direction.PORT2, Optional.empty()).warnings();
        assertEquals("super_packets_refused", warnings.get(0).reason());
        assertTrue(warnings.get(0).detail().startsWith("port2: 2 super-packets"), warnings::toString);
        assertEquals(1, warnings.size());
        assertTrue(plane.read(Direction.PORT1, Optional.empty()).warnings().isEmpty(), "nothing of the other way");
    }

    /** How many frames come before one that is sent now; -1 if that does not come. */
    private static int beforeAMark(Tap from, PacketSocket to) throws LinuxException {
        byte[] mark = Lab.frame("ffffffffffff02000000000188b6", MARK_BYTES);
        var bytes = new byte[Tap.HEADER_BYTES + MARK_BYTES];
        System.arraycopy(mark, 0, bytes, Tap.HEADER_BYTES, MARK_BYTES);
        from.write(bytes);
        int count = 0;
        for (var next = to.receive(Duration.ofSeconds(1)); next.isPresent(); count++) {
            if (Arrays.equals(next.get().array(), mark)) {
                return count;
            }
            next = to.receive(Duration.ofSeconds(1));
        }
        return -1;
    }
}
