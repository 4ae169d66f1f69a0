package chaos.linux;

import java.time.Duration;
import java.util.Optional;

/**
 * Remembers which interface a number stood for. What is bound to an interface loses it for good when the interface
 * leaves the network namespace, also when it comes back with its number ({@code packet_notifier},
 * net/packet/af_packet.c); a packet socket that receives nothing is bound to it here, and tells. Not thread-safe.
 */
public final class InterfaceAnchor implements AutoCloseable {

    /** To look takes some microseconds; who hears of interfaces that come and go looks then. */
    private static final long LOOK_EVERY = Duration.ofSeconds(1).toNanos();

    private final PacketDescriptor descriptor;
    private final int index;
    private long lookedAt = System.nanoTime();
    private boolean holds = true;

    private InterfaceAnchor(PacketDescriptor descriptor, int index) {
        this.descriptor = descriptor;
        this.index = index;
    }

    /**
     * Holds on to an interface of a network namespace.
     *
     * @return empty where it is not there, or the process lacks {@link LinuxCapability#NET_RAW}
     */
    public static Optional<InterfaceAnchor> at(NetworkNamespace namespace, int index) {
        try {
            return Optional.of(namespace.inside(() -> open(index)));
        } catch (LinuxException e) {
            return Optional.empty();
        }
    }

    private static InterfaceAnchor open(int index) throws LinuxException {
        var descriptor = PacketDescriptor.open();
        try {
            descriptor.bind(index, 0);
            return new InterfaceAnchor(descriptor, index);
        } catch (LinuxException e) {
            descriptor.close();
            throw e;
        }
    }

    /** Whether the interface has been there ever since, as of a second ago at most. */
    public boolean holds() {
        return System.nanoTime() - lookedAt > LOOK_EVERY ? holdsNow() : holds;
    }

    /** Whether the interface has been there ever since. */
    public boolean holdsNow() {
        lookedAt = System.nanoTime();
        holds = holds && descriptor.boundTo() == index;
        return holds;
    }

    /** Lets go; a second call does nothing. */
    @Override
    public void close() {
        descriptor.close();
    }
}
