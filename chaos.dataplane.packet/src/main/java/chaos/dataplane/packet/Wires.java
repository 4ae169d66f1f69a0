package chaos.dataplane.packet;

import chaos.linux.Doorbell;
import chaos.linux.FrameReceiver;
import chaos.linux.FrameSender;
import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import chaos.linux.Waiting;

/**
 * What one direction has of the kernel: a receiver on the port that its packets come in by, a sender on the one that
 * they leave by, and a bell.
 */
record Wires(FrameBuffers buffers, FrameReceiver receiver, FrameSender sender, Doorbell bell, Waiting waiting)
        implements AutoCloseable {

    /** What may wait in the kernel before it is received, at least: 16,384 frames of an MTU of 1500. */
    private static final int LEAST_RECEIVE = 32 << 20;

    private static final int MOST_RECEIVE = 256 << 20;

    /** What may wait in the qdisc and the driver of the port that packets leave by. */
    private static final int SEND_BYTES = 4 << 20;

    /**
     * Between which interfaces.
     *
     * @param namespace where both are
     * @param from the index of the one that packets come in by
     * @param to the index of the one that they leave by
     */
    record Ends(NetworkNamespace namespace, int from, int to) {}

    /**
     * Opens everything.
     *
     * @param buffers closed with the rest, and when it fails
     * @throws LinuxException if the kernel refuses; then nothing is left open
     */
    static Wires open(Ends ends, FrameBuffers buffers) throws LinuxException {
        try {
            return ends.namespace().inside(() -> inside(ends, buffers));
        } catch (LinuxException e) {
            buffers.close();
            throw e;
        }
    }

    private static Wires inside(Ends ends, FrameBuffers buffers) throws LinuxException {
        var receiver = FrameReceiver.open(ends.from(), buffers.longest(), receiveBytes(buffers));
        try {
            var sender = FrameSender.open(ends.to(), buffers.memory(), buffers.frames(), SEND_BYTES);
            try {
                var bell = Doorbell.open();
                return new Wires(buffers, receiver, sender, bell, new Waiting(receiver, bell));
            } catch (LinuxException e) {
                sender.close();
                throw e;
            }
        } catch (LinuxException e) {
            receiver.close();
            throw e;
        }
    }

    /** Half of what may be in flight: who needs more of the one, for high rates, needs more of the other. */
    private static int receiveBytes(FrameBuffers buffers) {
        int wanted = (int) Math.max(LEAST_RECEIVE, Math.min(MOST_RECEIVE, buffers.limitBytes() / 2));
        return wanted / FrameReceiver.BLOCK * FrameReceiver.BLOCK;
    }

    /** Closes everything; whoever used it must have ended. */
    @Override
    public void close() {
        waiting.close();
        bell.close();
        sender.close();
        receiver.close();
        buffers.close();
    }
}
