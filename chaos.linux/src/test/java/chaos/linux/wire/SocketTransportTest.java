package chaos.linux.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.linux.NetworkNamespace;
import chaos.linux.rtnl.LinkRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the kernel this runs on: reading interfaces needs no privilege. */
class SocketTransportTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    /** In which a thread gets to run even on a machine that is busy. */
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private static final Duration LONG = Duration.ofSeconds(10);

    private final SocketTransport transport = new SocketTransport(NetworkNamespace.own());

    @AfterEach
    void close() {
        transport.close();
    }

    private static Message loopback(int sequence) {
        // struct ifinfomsg with index 1
        var body = new AttributeWriter()
                .struct(16, bytes -> bytes.putInt(0).putInt(1).putLong(0));
        return new Message(18, Message.REQUEST | Message.ACK, sequence, body.written());
    }

    @Test
    void exchange_reachesTheKernel() throws NetlinkException {
        var device = LinkRequests.find(new Conversation(transport, LONG), "lo").orElseThrow();
        assertEquals(1, device.index());
        assertTrue(LinkRequests.find(new Conversation(transport, LONG), "chaos-nothing")
                .isEmpty());
    }

    @Test
    void narrow_isASocketOfItsOwnThatIsKnownAsASender() throws NetlinkException {
        var wide = new Conversation(transport, LONG);
        int first = sender(wide);
        int second = sender(wide.narrow());
        assertTrue(first != second, () -> "both are " + first);
        assertTrue(transport.isSender(first) && transport.isSender(second));
        assertFalse(transport.isSender(0));
    }

    /** The kernel answers to the address that it was asked from. */
    private static int sender(Conversation kernel) throws NetlinkException {
        return kernel.ask("show lo", loopback(0)).get(0).sender();
    }

    @Test
    void exchange_leavesWhenTheAnswerDoesNotComeAndGoesOnAfterwards() throws NetlinkException {
        var request = Message.encode(List.of(loopback(7)));
        int late = sender(new Conversation(transport, LONG));
        long start = System.nanoTime();
        assertThrows(TimeoutException.class, () -> transport.exchange(request, datagram -> false, SHORT));
        assertTrue(System.nanoTime() - start >= SHORT.toNanos(), "left too early");
        assertFalse(transport.isSender(late), "what it may do yet nobody waits for");
        assertEquals(
                1,
                LinkRequests.find(new Conversation(transport, LONG), "lo")
                        .orElseThrow()
                        .index());
    }

    @Test
    void exchange_doesNotWaitForAKernelThatHangs() throws Exception {
        var hang = new CountDownLatch(1);
        var entered = new CountDownLatch(1);
        var stale = new AtomicInteger();
        var request = Message.encode(List.of(loopback(7)));
        // Hanging in the taker is what hanging in sendto looks like from the outside.
        assertThrows(
                TimeoutException.class,
                () -> transport.exchange(
                        request,
                        datagram -> {
                            entered.countDown();
                            awaitQuietly(hang);
                            return false;
                        },
                        ENOUGH));
        assertTrue(entered.await(10, TimeUnit.SECONDS));
        assertThrows(
                TimeoutException.class,
                () -> transport.exchange(request, datagram -> stale.incrementAndGet() > 0, SHORT),
                "the second waits for the first, but not longer than it wants to");
        hang.countDown();
        assertEquals(
                1,
                LinkRequests.find(new Conversation(transport, LONG), "lo")
                        .orElseThrow()
                        .index());
        assertEquals(0, stale.get(), "what was given up is not sent any more");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void exchange_keepsAnInterruptForLater() throws NetlinkException {
        Thread.currentThread().interrupt();
        assertEquals(
                1,
                LinkRequests.find(new Conversation(transport, LONG), "lo")
                        .orElseThrow()
                        .index());
        assertTrue(Thread.interrupted());
    }

    @Test
    void exchange_afterTheEndIsRefusedAndLeavesNoSocket() throws IOException {
        transport.close();
        var kernel = new Conversation(transport, LONG);
        for (int i = 0; i < 20; i++) {
            var failure = assertThrows(NetlinkException.class, () -> LinkRequests.find(kernel, "lo"));
            assertEquals(NetlinkException.Kind.FAILED, failure.kind());
        }
        assertTrue(netlinkSockets() < 20, "each attempt left a socket");
    }

    /** How many sockets this process has; other tests may have some. */
    private static long netlinkSockets() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(SocketTransportTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    @Test
    void exchange_inANamespaceThatIsNotThereFails() {
        try (var nowhere = new SocketTransport(NetworkNamespace.at("chaos-nowhere"))) {
            var failure = assertThrows(
                    NetlinkException.class, () -> LinkRequests.find(new Conversation(nowhere, LONG), "lo"));
            assertEquals(NetlinkException.Kind.FAILED, failure.kind());
            assertFalse(failure.getMessage().isBlank());
        }
    }
}
