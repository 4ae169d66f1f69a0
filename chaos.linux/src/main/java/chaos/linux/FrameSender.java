package chaos.linux;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Sends whole layer-2 frames out by one interface, many with one call ({@code sendmmsg(2)} on {@code packet(7)}),
 * through the interface's qdisc as everybody's. Receives nothing. Needs {@link LinuxCapability#NET_RAW}, and {@link
 * LinuxCapability#NET_ADMIN} for its buffer. For one thread.
 */
public final class FrameSender implements AutoCloseable {

    // struct mmsghdr and struct iovec, { void *base; u64 len; }
    private static final int MESSAGE_BYTES = 64;
    private static final int MESSAGE_VECTORS = 16;
    private static final int VECTOR_BYTES = 16;
    // struct pollfd { int fd; short events; short revents; }; struct timespec { s64 seconds; s64 nanos; }
    private static final int POLL_BYTES = 8;
    private static final int TIME_BYTES = 16;

    private final PacketDescriptor socket;
    private final FrameMemory memory;
    private final FrameMemory headers;
    private final ByteBuffer bytes;
    private final int frames;
    private int count;
    private int refusal;
    private boolean closed;

    private FrameSender(PacketDescriptor socket, FrameMemory memory, int frames) {
        this.socket = socket;
        this.memory = memory;
        this.frames = frames;
        this.headers = FrameMemory.of(frames * (MESSAGE_BYTES + VECTOR_BYTES) + POLL_BYTES + TIME_BYTES);
        this.bytes = headers.bytes().duplicate().order(ByteOrder.nativeOrder());
        for (int i = 0; i < poll() + POLL_BYTES + TIME_BYTES; i += Long.BYTES) {
            bytes.putLong(i, 0);
        }
        for (int i = 0; i < frames; i++) {
            bytes.putLong(i * MESSAGE_BYTES + MESSAGE_VECTORS, headers.address(vector(i)));
            bytes.putLong(i * MESSAGE_BYTES + MESSAGE_VECTORS + Long.BYTES, 1);
        }
    }

    private int vector(int frame) {
        return frames * MESSAGE_BYTES + frame * VECTOR_BYTES;
    }

    private int poll() {
        return vector(frames);
    }

    /**
     * Opens a sender on an interface of the calling thread's network namespace.
     *
     * @param index the interface
     * @param memory where the frames are
     * @param frames how many go with one call
     * @param bufferBytes how much may wait in the interface's qdisc and driver
     * @throws LinuxException if the kernel refuses
     */
    public static FrameSender open(int index, FrameMemory memory, int frames, int bufferBytes) throws LinuxException {
        var socket = PacketDescriptor.open();
        try {
            socket.option(LibC.SOL_SOCKET, LibC.SO_SNDBUFFORCE, "SO_SNDBUFFORCE", bufferBytes);
            socket.bind(index, 0);
            return new FrameSender(socket, memory, frames);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** Puts a frame at the end of the batch, which must have room. It is read when it is sent. */
    public void add(int offset, int size) {
        int vector = vector(count++);
        bytes.putLong(vector, memory.address(offset));
        bytes.putLong(vector + Long.BYTES, size);
    }

    /** How many frames are in the batch. */
    public int count() {
        return count;
    }

    /** Begins a new batch. */
    public void clear() {
        count = 0;
    }

    /**
     * Sends frames of the batch, and does not wait.
     *
     * @param from the first one
     * @return how many the kernel took; if 0, why it refused that one says {@link #refusal}
     */
    public int send(int from) {
        refusal = 0;
        long first = headers.address(from * MESSAGE_BYTES);
        int sent = closed ? -1 : LibC.sendmmsg(socket.fd(), first, count - from, LibC.MSG_DONTWAIT);
        if (sent < 0) {
            refusal = closed ? Errno.EBADF.number() : Native.getLastError();
            return 0;
        }
        return sent;
    }

    /** Why the kernel refused the frame of the last {@link #send}: its errno, 0 if it refused none. */
    public int refusal() {
        return refusal;
    }

    /** Waits until what was sent has left the interface as far as makes room for more, so long at most. */
    public void awaitRoom(long nanos) {
        await(1, nanos);
    }

    /** Waits so long: for an interface that threw a frame away there is nothing else to wait for. */
    public void pause(long nanos) {
        await(0, nanos);
    }

    private void await(int descriptors, long nanos) {
        int at = poll();
        bytes.putInt(at, socket.fd());
        bytes.putShort(at + Integer.BYTES, LibC.POLLOUT);
        bytes.putShort(at + Integer.BYTES + Short.BYTES, (short) 0);
        int time = at + POLL_BYTES;
        bytes.putLong(time, nanos / Waiting.SECOND);
        bytes.putLong(time + Long.BYTES, nanos % Waiting.SECOND);
        LibC.ppoll(headers.address(at), descriptors, headers.address(time), 0);
    }

    /** Gives socket and headers back; a second call does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            socket.close();
            headers.close();
        }
    }
}
