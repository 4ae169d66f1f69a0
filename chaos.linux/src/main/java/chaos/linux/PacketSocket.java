package chaos.linux;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whole layer-2 frames of one interface ({@code packet(7)}): what comes in by it, and what is sent here goes out by it.
 * What goes out is not received. Needs {@link LinuxCapability#NET_RAW}. Not thread-safe.
 */
public final class PacketSocket implements AutoCloseable {

    /** The longest frame that can be received whole: more than offloads ever merge into one by default. */
    public static final int MAX_FRAME = 128 * 1024;

    // struct sock_filter { u16 code; u8 jt; u8 jf; u32 k; }; struct sock_fprog { u16 len; struct sock_filter *filter; }
    private static final int INSTRUCTION_BYTES = 8;
    private static final int INSTRUCTIONS = 4;
    private static final int PROGRAM_BYTES = 16;
    private static final short LOAD_LENGTH = 0x80;
    private static final short JUMP_IF_GREATER = 0x25;
    private static final short RETURN = 0x06;
    // struct msghdr { void *name; u32 namelen; struct iovec *iov; u64 iovlen; void *control; u64 controllen; int flags;
    // }
    private static final int MESSAGE_BYTES = 56;
    private static final int MESSAGE_VECTORS = 16;
    private static final int MESSAGE_CONTROL = 32;
    private static final int VECTOR_BYTES = 16;
    // struct cmsghdr { u64 len; int level; int type; }, what follows is padded to 8 bytes
    private static final int CONTROL_BYTES = 128;
    private static final int CONTROL_HEADER = 16;
    private static final int CONTROL_LEVEL = 8;
    private static final int CONTROL_TYPE = 12;
    private static final int CONTROL_ALIGN = 8;
    // struct tpacket_auxdata { u32 status; u32 len; u32 snaplen; u16 mac; u16 net; u16 vlan_tci; u16 vlan_tpid; }
    private static final int VLAN_TCI = 16;
    private static final int VLAN_TPID = 18;
    private static final int TP_STATUS_VLAN_VALID = 0x10;
    private static final int ADDRESSES = 12;
    private static final int TAG = 4;
    // struct pollfd { int fd; short events; short revents; }
    private static final int POLL_BYTES = 8;
    private static final long SECOND = 1_000_000_000L;

    private final PacketDescriptor descriptor;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Memory data = new Memory(MAX_FRAME);
    /** The same bytes. One view for good: JNA remembers each that was ever made until it is collected. */
    private final ByteBuffer view = data.getByteBuffer(0, MAX_FRAME);

    private final Memory polled = new Memory(POLL_BYTES);
    private final Memory control = new Memory(CONTROL_BYTES);
    private final Memory vector = new Memory(VECTOR_BYTES);
    private final Memory message = new Memory(MESSAGE_BYTES);
    /** Whether the header of a message is as the kernel must find it. */
    private boolean prepared;

    private boolean stamped;
    private long receivedAt;

    private PacketSocket(PacketDescriptor descriptor) {
        this.descriptor = descriptor;
        vector.setPointer(0, data);
        vector.setLong(Long.BYTES, MAX_FRAME);
    }

    /**
     * Opens a socket on an interface of the calling thread's network namespace.
     *
     * @param index the interface
     * @param longerThan only frames of more bytes than this are received, header included; -1 for all. The kernel sorts
     *     the others out before they cost anything
     * @throws LinuxException if the kernel refuses
     */
    public static PacketSocket open(int index, int longerThan) throws LinuxException {
        var socket = new PacketSocket(PacketDescriptor.open());
        try {
            socket.option(LibC.SOL_PACKET, LibC.PACKET_IGNORE_OUTGOING, "PACKET_IGNORE_OUTGOING", 1);
            socket.option(LibC.SOL_PACKET, LibC.PACKET_AUXDATA, "PACKET_AUXDATA", 1);
            if (longerThan >= 0) {
                socket.filter(longerThan);
            }
            socket.descriptor.bind(index, PacketDescriptor.ETH_P_ALL);
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Makes the kernel note when each frame came in; {@link #receivedAt} tells it.
     *
     * @throws LinuxException if the kernel refuses
     */
    public void stampArrivals() throws LinuxException {
        option(LibC.SOL_SOCKET, LibC.SO_TIMESTAMPNS, "SO_TIMESTAMPNS", 1);
        stamped = true;
    }

    /**
     * Makes room for as many bytes as may wait to be received, or stay charged to the sender until they leave a queue
     * somewhere; beyond the system's bounds, for which it needs {@link LinuxCapability#NET_ADMIN}. The kernel counts a
     * frame with its own overhead, 768 bytes or more each, and doubles the number.
     *
     * @param bytes for each of both ways
     * @throws LinuxException if the kernel refuses
     */
    public void bufferBytes(int bytes) throws LinuxException {
        option(LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, "SO_RCVBUFFORCE", bytes);
        option(LibC.SOL_SOCKET, LibC.SO_SNDBUFFORCE, "SO_SNDBUFFORCE", bytes);
    }

    private void option(int level, int option, String name, int value) throws LinuxException {
        descriptor.option(level, option, name, value);
    }

    /** A program for the kernel's packet filter: take the length, compare, keep all or nothing of the frame. */
    private void filter(int longerThan) throws LinuxException {
        try (var code = new Memory((long) INSTRUCTIONS * INSTRUCTION_BYTES);
                var program = new Memory(PROGRAM_BYTES)) {
            instruction(code, 0, LOAD_LENGTH, 0);
            instruction(code, 1, JUMP_IF_GREATER, longerThan);
            code.setByte(INSTRUCTION_BYTES + 3L, (byte) 1); // else skip one
            instruction(code, 2, RETURN, MAX_FRAME);
            instruction(code, 3, RETURN, 0);
            program.clear();
            program.setShort(0, (short) INSTRUCTIONS);
            program.setPointer(PROGRAM_BYTES / 2, code);
            int result =
                    LibC.setsockopt(descriptor.fd(), LibC.SOL_SOCKET, LibC.SO_ATTACH_FILTER, program, PROGRAM_BYTES);
            LinuxException.check(result, "setsockopt", "SO_ATTACH_FILTER");
        }
    }

    private static void instruction(Memory code, int place, short operation, int value) {
        long at = (long) place * INSTRUCTION_BYTES;
        code.setShort(at, operation);
        code.setShort(at + Short.BYTES, (short) 0);
        code.setInt(at + Integer.BYTES, value);
    }

    /**
     * Sends one frame, from its destination address on; the kernel appends the checksum.
     *
     * @param frame from position to limit
     * @throws LinuxException if the kernel refuses, {@link Errno#EMSGSIZE} where it is longer than the interface allows
     */
    public void send(ByteBuffer frame) throws LinuxException {
        requireOpen("sendto");
        int size = frame.remaining();
        view.put(0, frame, frame.position(), size);
        LinuxException.check((int) LibC.sendto(descriptor.fd(), data, size, 0, null, 0), "sendto", "AF_PACKET");
    }

    /**
     * Receives one frame as it came. The kernel takes the outer tag of 802.1Q off; here it is put back.
     *
     * @param timeout how long to wait for one; zero looks and does not wait
     * @return nothing when none came
     * @throws LinuxException if the kernel reports an error
     */
    public Optional<ByteBuffer> receive(Duration timeout) throws LinuxException {
        requireOpen("recvmsg");
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            prepare();
            long size = LibC.recvmsg(descriptor.fd(), message, LibC.MSG_DONTWAIT);
            if (size >= 0) {
                prepared = false;
                return Optional.of(frame((int) size));
            }
            if (!LinuxException.lastFoundNothing()) {
                throw LinuxException.last("recvmsg", "AF_PACKET");
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            await(left);
        }
    }

    /** The kernel changes what it was given only when there is a frame. */
    private void prepare() {
        if (!prepared) {
            message.clear();
            message.setPointer(MESSAGE_VECTORS, vector);
            message.setLong(MESSAGE_VECTORS + Long.BYTES, 1);
            message.setPointer(MESSAGE_CONTROL, control);
            message.setLong(MESSAGE_CONTROL + Long.BYTES, CONTROL_BYTES);
            control.clear();
            prepared = true;
        }
    }

    /**
     * When the frame that was received last came in, in nanoseconds since the epoch.
     *
     * @throws IllegalStateException without {@link #stampArrivals}
     */
    public long receivedAt() {
        if (!stamped) {
            throw new IllegalStateException("arrivals are not stamped; call stampArrivals first");
        }
        return receivedAt;
    }

    private ByteBuffer frame(int size) {
        int tag = 0;
        long end = message.getLong(MESSAGE_CONTROL + Long.BYTES);
        for (int at = 0; at + CONTROL_HEADER <= end; at += aligned(control.getLong(at))) {
            int kind = control.getInt(at + CONTROL_TYPE);
            int body = at + CONTROL_HEADER;
            if (control.getInt(at + CONTROL_LEVEL) == LibC.SOL_SOCKET && kind == LibC.SO_TIMESTAMPNS) {
                receivedAt = control.getLong(body) * SECOND + control.getLong(body + Long.BYTES); // struct timespec
            } else if (kind == LibC.PACKET_AUXDATA && (control.getInt(body) & TP_STATUS_VLAN_VALID) != 0) {
                tag = body;
            }
        }
        if (tag == 0 || size < ADDRESSES) {
            return ByteBuffer.allocate(size).put(0, view, 0, size);
        }
        int tagged = ADDRESSES + TAG;
        var frame = ByteBuffer.allocate(size + TAG).put(0, view, 0, ADDRESSES);
        frame.putShort(ADDRESSES, control.getShort(tag + VLAN_TPID));
        frame.putShort(ADDRESSES + Short.BYTES, control.getShort(tag + VLAN_TCI));
        return frame.put(tagged, view, ADDRESSES, size - ADDRESSES);
    }

    private static int aligned(long length) {
        long whole = Math.max(length, CONTROL_HEADER); // a length of nothing would never end
        return (int) Math.min(CONTROL_BYTES, (whole + CONTROL_ALIGN - 1) / CONTROL_ALIGN * CONTROL_ALIGN);
    }

    private void await(long nanos) {
        polled.setInt(0, descriptor.fd());
        polled.setShort(Integer.BYTES, LibC.POLLIN);
        polled.setShort(Integer.BYTES + Short.BYTES, (short) 0);
        // What is wrong with the socket the next receive says.
        LibC.poll(polled, 1, (int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000 + 1));
    }

    private void requireOpen(String call) throws LinuxException {
        if (closed.get()) {
            throw new LinuxException(call, "AF_PACKET", Errno.EBADF);
        }
    }

    /** Gives the socket back; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            descriptor.close();
        }
    }
}
