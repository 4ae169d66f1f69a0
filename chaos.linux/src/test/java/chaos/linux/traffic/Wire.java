package chaos.linux.traffic;

import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import chaos.linux.PacketSocket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends trains from one host to another and sees what arrives. The clock is the kernel's wall clock for both: a probe's
 * time is read before it is handed to the kernel, its arrival is stamped by the kernel when it comes in at the other
 * host. Arrivals wait in the socket until all are sent, so that receiving takes no time from sending; and the sender
 * may have 64 MiB on the way, so that it is never held up by its own frames in a queue.
 */
public final class Wire implements AutoCloseable {

    private static final int BUFFER_BYTES = 128 << 20;
    private static final long SECOND = 1_000_000_000L;
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Host from;
    private final Host to;
    private final PacketSocket sender;
    private final PacketSocket receiver;
    private final Clock clock = Clock.systemUTC();
    private int streams;

    /**
     * An interface with an address in a network namespace.
     *
     * @param namespace by name
     * @param index of the interface
     * @param address for example {@code 02:00:00:00:00:01}
     */
    public record Host(String namespace, int index, String address) {}

    /** A wire between two hosts, in one direction. */
    public Wire(Host from, Host to) throws LinuxException {
        this.from = from;
        this.to = to;
        this.sender = open(from);
        this.receiver = open(to);
        receiver.stampArrivals();
    }

    private static PacketSocket open(Host host) throws LinuxException {
        var socket = NetworkNamespace.at(host.namespace()).inside(() -> PacketSocket.open(host.index(), -1));
        socket.bufferBytes(BUFFER_BYTES);
        return socket;
    }

    /**
     * Sends a train and collects what arrives.
     *
     * @param settle how long after the last probe something may arrive
     * @throws FlippedBits if the checksum and the bits of a probe contradict each other, or more than one is flipped
     */
    public Trace send(Train train, Duration settle) throws LinuxException, FlippedBits {
        drain();
        var frames = new ProbeFrame(addresses(), ++streams, train.bytes());
        var sentAt = new long[train.count()];
        long began = now();
        long start = System.nanoTime();
        for (int i = 0; i < train.count(); i++) {
            var frame = ByteBuffer.wrap(frames.encode(i));
            long left = train.offset(i) - (System.nanoTime() - start);
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
            sentAt[i] = now() - began;
            sender.send(frame);
        }
        long deadline = System.nanoTime() + settle.toNanos();
        var trace = new Trace(sentAt);
        while (true) {
            boolean over = System.nanoTime() >= deadline;
            var frame = receiver.receive(over ? Duration.ZERO : LOOK);
            if (frame.isPresent()) {
                note(trace, frames, frame.get().array(), receiver.receivedAt() - began);
            } else if (over) {
                return trace;
            }
        }
    }

    private static void note(Trace trace, ProbeFrame frames, byte[] frame, long at) throws FlippedBits {
        var known = frames.recognise(frame);
        if (known.isEmpty() || known.get().number() < 0 || known.get().number() >= trace.sent()) {
            return;
        }
        if (known.get().flipped() > 1
                || known.get().checksumHolds() != (known.get().flipped() == 0)) {
            throw new FlippedBits(known.get());
        }
        trace.arrived(known.get().number(), at, known.get().flipped() > 0);
    }

    /** What a corruption must never do. */
    public static final class FlippedBits extends Exception {

        private static final long serialVersionUID = 1L;

        FlippedBits(ProbeFrame.Known seen) {
            super("a corrupted probe has one flipped bit and a wrong checksum, this one was " + seen);
        }
    }

    private byte[] addresses() {
        return HexFormat.of().parseHex((to.address() + from.address()).replace(":", ""));
    }

    private void drain() throws LinuxException {
        while (receiver.receive(Duration.ZERO).isPresent()) {
            Thread.onSpinWait();
        }
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * SECOND + now.getNano();
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
