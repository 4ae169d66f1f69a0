package chaos.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the kernel this runs on: reading interfaces needs no privilege. */
class NetlinkSocketTest {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final short RTM_NEWLINK = 16;
    private static final short RTM_GETLINK = 18;
    private static final short NLMSG_ERROR = 2;
    private static final short NLMSG_DONE = 3;
    private static final short REQUEST_DUMP = 0x301;

    @Test
    void receive_givesWhatWasAskedFor() throws LinuxException {
        try (var socket = NetlinkSocket.open(NetlinkSocket.ROUTE)) {
            assertTrue(interfaces(socket).contains(1), "the loopback interface has index 1");
        }
    }

    @Test
    void receive_givesNothingWhenNobodyAnswersInTime() throws LinuxException {
        try (var socket = NetlinkSocket.open(NetlinkSocket.ROUTE)) {
            long start = System.nanoTime();
            assertTrue(socket.receive(Duration.ofMillis(30)).isEmpty());
            assertTrue(System.nanoTime() - start >= 30_000_000, "came back too early");
        }
    }

    @Test
    void receive_givesTheExtendedAcknowledgement() throws LinuxException {
        try (var socket = NetlinkSocket.open(NetlinkSocket.ROUTE)) {
            socket.send(request(RTM_GETLINK, (short) 1, 0x7FFF_FFFF));
            var answer = socket.receive(DEADLINE).orElseThrow();
            assertEquals(NLMSG_ERROR, answer.getShort(4));
            assertEquals(-Errno.ENODEV.number(), answer.getInt(16));
        }
    }

    @Test
    void receive_givesEveryAnswerInOrderHoweverManyWait() throws LinuxException {
        int most = 100;
        try (var socket = NetlinkSocket.open(NetlinkSocket.ROUTE)) {
            for (int i = 1; i <= most; i++) {
                var request = request(RTM_GETLINK, (short) 1, 0x7FFF_FFFF);
                socket.send(request.putInt(8, i));
                if (i % 30 == 0) { // some are taken while others wait
                    assertEquals(
                            i / 30, socket.receive(Duration.ZERO).orElseThrow().getInt(8));
                }
            }
            for (int i = most / 30 + 1; i <= most; i++) {
                assertEquals(i, socket.receive(Duration.ZERO).orElseThrow().getInt(8));
            }
            assertTrue(socket.receive(Duration.ZERO).isEmpty());
        }
    }

    @Test
    void close_makesLaterUseFail() throws LinuxException {
        var socket = NetlinkSocket.open(NetlinkSocket.ROUTE);
        socket.close();
        socket.close();
        var failure = assertThrows(LinuxException.class, () -> socket.receive(Duration.ZERO));
        assertEquals("recvmmsg AF_NETLINK: EBADF (Bad file descriptor)", failure.getMessage());
    }

    @Test
    @Tag("kernel")
    void open_inAScratchNamespaceSeesOnlyTheLoopback() throws LinuxException {
        try (var socket = NetworkNamespace.scratch().inside(() -> NetlinkSocket.open(NetlinkSocket.ROUTE))) {
            // A fresh namespace has the loopback at index 1, and tunnel devices only where their modules are loaded.
            assertTrue(interfaces(socket).contains(1));
        }
        try (var socket = NetworkNamespace.at("/proc/self/ns/net").inside(() -> NetlinkSocket.open(0));
                var own = NetworkNamespace.own().inside(() -> NetlinkSocket.open(0))) {
            assertEquals(interfaces(own), interfaces(socket));
        }
    }

    @Test
    void inside_aNamespaceThatDoesNotExistFails() {
        var nowhere = NetworkNamespace.at("chaos-no-such-namespace");
        var failure = assertThrows(LinuxException.class, () -> nowhere.inside(() -> NetlinkSocket.open(0)));
        assertEquals("open", failure.call());
        assertEquals(Errno.ENOENT, failure.errno());
    }

    private static Set<Integer> interfaces(NetlinkSocket socket) throws LinuxException {
        socket.send(request(RTM_GETLINK, REQUEST_DUMP, 0));
        var found = new HashSet<Integer>();
        while (true) {
            var datagram = socket.receive(DEADLINE).orElseThrow();
            while (datagram.hasRemaining()) {
                int start = datagram.position();
                short type = datagram.getShort(start + 4);
                if (type == NLMSG_DONE) {
                    return found;
                }
                assertEquals(RTM_NEWLINK, type);
                found.add(datagram.getInt(start + 20));
                datagram.position(Math.min(datagram.limit(), start + (datagram.getInt(start) + 3 & ~3)));
            }
        }
    }

    /** struct nlmsghdr { u32 len; u16 type; u16 flags; u32 seq; u32 pid; } and struct ifinfomsg, 16 bytes each. */
    private static ByteBuffer request(short type, short flags, int index) {
        var out = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
        return out.putInt(32)
                .putShort(type)
                .putShort(flags)
                .putInt(7)
                .putInt(0)
                .putInt(0)
                .putInt(index)
                .putLong(0)
                .flip();
    }
}
