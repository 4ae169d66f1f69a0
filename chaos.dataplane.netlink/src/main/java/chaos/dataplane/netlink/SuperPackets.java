package chaos.dataplane.netlink;

import chaos.api.dataplane.Warning;
import chaos.linux.Errno;
import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import chaos.linux.PacketSocket;
import chaos.linux.rtnl.Netdev;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees frames that come in by one port and are longer than its MTU allows: merged by an offload far away, they are
 * lost, delayed and counted as one. The kernel's filter keeps all other frames away, so watching costs nothing.
 */
final class SuperPackets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SuperPackets.class);

    /** An Ethernet header and two tags of 802.1Q. */
    private static final int OVERHEAD = 22;
    /** The socket holds a few frames and drops the rest, which is no loss: one is enough. */
    private static final int AT_ONCE = 64;

    private final Netdev port;
    private final IntSupplier mtuNow;
    private Optional<PacketSocket> socket;
    private int longest;

    /** Watches what comes in by a port; without CAP_NET_RAW it cannot, and says so in the log. */
    SuperPackets(NetworkNamespace namespace, Netdev port, IntSupplier mtuNow) {
        this.port = port;
        this.mtuNow = mtuNow;
        this.socket = open(namespace, port);
    }

    private static Optional<PacketSocket> open(NetworkNamespace namespace, Netdev port) {
        try {
            return Optional.of(namespace.inside(() -> PacketSocket.open(port.index(), port.mtu() + OVERHEAD)));
        } catch (LinuxException e) {
            LOG.warn("port={} frames above its MTU will not be seen: {}", port.name(), e.getMessage());
            return Optional.empty();
        }
    }

    /** The warning, once such a frame was seen since the port was taken. */
    synchronized Optional<Warning> warning() {
        look();
        int mtu = longest == 0 ? port.mtu() : mtuNow.getAsInt(); // it may be higher than when this began
        return longest <= mtu + OVERHEAD
                ? Optional.empty()
                : Optional.of(Warning.general(
                        "super_packets",
                        "frames of up to " + longest + " bytes came in by port " + port.name() + ", whose MTU is "
                                + mtu + ": each is lost, delayed and counted as one packet; turn off what merges"
                                + " them at the far end (ethtool -K … tso off gso off)"));
    }

    private void look() {
        try {
            for (int i = 0; i < AT_ONCE && socket.isPresent(); i++) {
                var frame = socket.get().receive(Duration.ZERO);
                if (frame.isEmpty()) {
                    return;
                }
                longest = Math.max(longest, frame.map(ByteBuffer::remaining).orElse(0));
            }
        } catch (LinuxException e) {
            // The port was switched off (ENETDOWN, told once) or is gone; what was seen stays seen.
            if (!e.errno().name().equals("ENETDOWN") && !Errno.ENODEV.equals(e.errno())) {
                LOG.warn("port={} frames above its MTU are no longer seen: {}", port.name(), e.getMessage());
                close();
            }
        }
    }

    @Override
    public synchronized void close() {
        socket.ifPresent(PacketSocket::close);
        socket = Optional.empty();
    }
}
