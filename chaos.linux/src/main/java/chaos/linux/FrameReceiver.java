package chaos.linux;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Whole layer-2 frames that come in by one interface, many with one call ({@code recvmmsg(2)} on {@code packet(7)}),
 * into places that the caller gives. What goes out by the interface is not received. The interface is promiscuous as
 * long as this is open.
 *
 * <p>In front of each frame the kernel writes a {@code struct virtio_net_hdr}, which says whether it is a super-packet
 * and whether its checksum is missing; the outer tag of 802.1Q or 802.1ad it takes off, see {@link #tag}. Needs {@link
 * LinuxCapability#NET_RAW}, and {@link LinuxCapability#NET_ADMIN} for its buffer. For one thread.
 */
public final class FrameReceiver implements AutoCloseable {

    /** Where a frame starts, counted from its place: room for the header, and for a tag to be put back. */
    public static final int FRAME_AT = 16;

    /** {@code struct virtio_net_hdr}, right in front of the frame, in this machine's byte order. */
    public static final int HEADER_BYTES = 10;

    private static final int HEADER_AT = FRAME_AT - HEADER_BYTES;

    // struct mmsghdr { struct msghdr { void *name; u32 namelen; struct iovec *iov; u64 iovlen; void *control;
    // u64 controllen; int flags; } header; u32 len; }; struct iovec { void *base; u64 len; }
    private static final int MESSAGE_BYTES = 64;
    private static final int MESSAGE_VECTORS = 16;
    private static final int MESSAGE_CONTROL = 32;
    private static final int MESSAGE_CONTROL_BYTES = 40;
    private static final int MESSAGE_FLAGS = 48;
    private static final int MESSAGE_LENGTH = 56;
    private static final int VECTOR_BYTES = 16;
    private static final int VECTORS = 2;

    private final PacketDescriptor socket;
    private final FrameMemory memory;
    private final Batch batch;
    private final FrameMemory headers;
    private final ByteBuffer bytes;
    private final ControlMessages control;
    private final int[] sizes;
    private boolean closed;

    /**
     * How much is received at once.
     *
     * @param frames with one call
     * @param placeBytes of the first part of a frame, {@link #FRAME_AT} bytes in front of it included
     * @param spillBytes of the rest, for super-packets
     */
    public record Batch(int frames, int placeBytes, int spillBytes) {

        /** The longest frame that comes in whole. */
        public int longest() {
            return placeBytes - FRAME_AT + spillBytes;
        }
    }

    private FrameReceiver(PacketDescriptor socket, FrameMemory memory, Batch batch) {
        this.socket = socket;
        this.memory = memory;
        this.batch = batch;
        int vectors = batch.frames() * MESSAGE_BYTES;
        int controls = vectors + batch.frames() * VECTORS * VECTOR_BYTES;
        this.headers = FrameMemory.of(controls + batch.frames() * ControlMessages.BYTES);
        this.bytes = headers.bytes().duplicate().order(ByteOrder.nativeOrder());
        this.control = new ControlMessages(bytes, batch.frames(), controls);
        this.sizes = new int[batch.frames()];
        for (int i = 0; i < batch.frames(); i++) {
            int message = i * MESSAGE_BYTES;
            bytes.putLong(message, 0);
            bytes.putInt(message + Long.BYTES, 0);
            bytes.putLong(message + MESSAGE_VECTORS, headers.address(vector(i, 0)));
            bytes.putLong(message + MESSAGE_VECTORS + Long.BYTES, VECTORS);
            bytes.putLong(message + MESSAGE_CONTROL, headers.address(controls + i * ControlMessages.BYTES));
            bytes.putLong(vector(i, 0) + Long.BYTES, batch.placeBytes() - HEADER_AT);
            bytes.putLong(vector(i, 1) + Long.BYTES, batch.spillBytes());
        }
    }

    private int vector(int frame, int part) {
        return batch.frames() * MESSAGE_BYTES + (frame * VECTORS + part) * VECTOR_BYTES;
    }

    /**
     * Opens a receiver on an interface of the calling thread's network namespace.
     *
     * @param index the interface
     * @param memory where the places are
     * @param bufferBytes how much may wait in the kernel; it counts a frame with its own overhead, 768 bytes or more
     *     each
     * @throws LinuxException if the kernel refuses
     */
    public static FrameReceiver open(int index, FrameMemory memory, Batch batch, int bufferBytes)
            throws LinuxException {
        var socket = PacketDescriptor.open();
        try {
            socket.option(LibC.SOL_PACKET, LibC.PACKET_VNET_HDR, 1, "PACKET_VNET_HDR");
            socket.option(LibC.SOL_PACKET, LibC.PACKET_IGNORE_OUTGOING, 1, "PACKET_IGNORE_OUTGOING");
            socket.option(LibC.SOL_PACKET, LibC.PACKET_AUXDATA, 1, "PACKET_AUXDATA");
            socket.option(LibC.SOL_SOCKET, LibC.SO_TIMESTAMPNS, 1, "SO_TIMESTAMPNS");
            socket.option(LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, bufferBytes, "SO_RCVBUFFORCE");
            socket.promiscuous(index);
            socket.bind(index, PacketDescriptor.ETH_P_ALL);
            return new FrameReceiver(socket, memory, batch);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Where the first part of a frame of the next batch goes: {@link Batch#placeBytes} from there on are written to.
     */
    public void place(int frame, int offset) {
        bytes.putLong(vector(frame, 0), memory.address(offset + HEADER_AT));
    }

    /** Where the rest of a frame goes, if it has one. */
    public void spill(int frame, int offset) {
        bytes.putLong(vector(frame, 1), memory.address(offset));
    }

    /**
     * Receives what is there, and does not wait.
     *
     * @return how many frames
     * @throws LinuxException if the kernel reports an error, for example {@link Errno#ENETDOWN} once after the
     *     interface was switched off, or {@link Errno#EINVAL} for a super-packet of a kind that its header cannot tell
     *     of, which is lost
     */
    public int receive() throws LinuxException {
        if (!socket.isOpen()) {
            throw new LinuxException("recvmmsg", "AF_PACKET", Errno.EBADF);
        }
        for (int i = 0; i < batch.frames(); i++) {
            bytes.putLong(i * MESSAGE_BYTES + MESSAGE_CONTROL_BYTES, ControlMessages.BYTES);
        }
        int count = LibC.recvmmsg(socket.fd(), headers.address(0), batch.frames(), LibC.MSG_DONTWAIT, 0);
        if (count < 0) {
            int errno = Native.getLastError();
            if (errno == Errno.EAGAIN.number() || errno == Errno.EINTR.number()) {
                return 0;
            }
            throw new LinuxException("recvmmsg", "AF_PACKET", new Errno(errno));
        }
        for (int i = 0; i < count; i++) {
            int message = i * MESSAGE_BYTES;
            boolean cutOff = (bytes.getInt(message + MESSAGE_FLAGS) & LibC.MSG_TRUNC) != 0;
            sizes[i] = cutOff ? -1 : bytes.getInt(message + MESSAGE_LENGTH) - HEADER_BYTES;
            control.read(i, (int) bytes.getLong(message + MESSAGE_CONTROL_BYTES));
        }
        return count;
    }

    /** Bytes of a frame of the last batch; -1 if it was longer than {@link Batch#longest}, and is not whole. */
    public int size(int frame) {
        return sizes[frame];
    }

    /** When a frame of the last batch came in, in nanoseconds since the epoch; 0 if the kernel did not say. */
    public long stamp(int frame) {
        return control.stamp(frame);
    }

    /** The outer tag that a frame of the last batch had, its type in the upper half; 0 if it had none. */
    public int tag(int frame) {
        return control.tagOf(frame);
    }

    /**
     * Frames that found no room in the kernel's buffer since this was last asked.
     *
     * @throws LinuxException if the kernel refuses
     */
    public long overruns() throws LinuxException {
        return socket.overruns();
    }

    int fd() {
        return socket.fd();
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
