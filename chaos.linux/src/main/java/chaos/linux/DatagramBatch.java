package chaos.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Datagrams that were received together: {@code recvmmsg(2)} takes all that wait in one call. The kernel answers a
 * change of three layers and a listing by five datagrams, and all of them wait before the request has returned.
 */
final class DatagramBatch {

    private static final int MOST = 8;

    // struct mmsghdr { struct msghdr hdr; u32 len; u32 pad; };
    // struct msghdr { void *name; u32 namelen; u32 pad; struct iovec *iov; u64 iovlen; void *control; u64 controllen;
    //     int flags; u32 pad; }; struct iovec { void *base; u64 len; }
    private static final int HEADER_BYTES = 64;
    private static final int NAME_BYTES_AT = 8;
    private static final int VECTOR_AT = 16;
    private static final int VECTORS_AT = 24;
    private static final int LENGTH_AT = 56;
    private static final int VECTOR_BYTES = 16;
    // struct sockaddr_nl { u16 family; u16 pad; u32 pid; u32 groups; }, and 4 bytes more so that all are aligned
    private static final int ADDRESS_BYTES = 12;
    private static final int ADDRESS_ROOM = 16;
    private static final int ADDRESS_PID = 4;

    private static final int VECTORS = MOST * HEADER_BYTES;
    private static final int ADDRESSES = VECTORS + MOST * VECTOR_BYTES;
    private static final int DATA = ADDRESSES + MOST * ADDRESS_ROOM;

    private final int room;
    private final FrameMemory memory;
    /** One view for good. */
    private final ByteBuffer bytes;

    private int count;
    private int next;

    /** An empty one. */
    DatagramBatch(int longest) {
        this.room = longest;
        this.memory = FrameMemory.of(DATA + MOST * longest);
        this.bytes = memory.bytes().duplicate().order(ByteOrder.nativeOrder());
        bytes.put(0, new byte[DATA]);
        for (int i = 0; i < MOST; i++) {
            int header = i * HEADER_BYTES;
            int vector = VECTORS + i * VECTOR_BYTES;
            bytes.putLong(header, memory.address(ADDRESSES + i * ADDRESS_ROOM));
            bytes.putInt(header + NAME_BYTES_AT, ADDRESS_BYTES); // the kernel puts the same number there
            bytes.putLong(header + VECTOR_AT, memory.address(vector));
            bytes.putLong(header + VECTORS_AT, 1);
            bytes.putLong(vector, memory.address(DATA + i * longest));
            bytes.putLong(vector + Long.BYTES, longest);
        }
    }

    /** Whether none is left of those that were received. */
    boolean isEmpty() {
        return next == count;
    }

    /**
     * Receives what waits, and waits for nothing; none of the last batch may be left.
     *
     * @return false where the kernel reports an error, {@code EAGAIN} among them
     */
    boolean receive(int fd) {
        int flags = LibC.MSG_DONTWAIT | LibC.MSG_TRUNC;
        int got = LibC.recvmmsg(fd, memory.address(0), MOST, flags, 0);
        next = 0;
        count = Math.max(0, got);
        return got >= 0;
    }

    /** Goes on to the next one and tells how long it is, which may be more than what there was room for. */
    long advance() {
        return bytes.getInt(next++ * HEADER_BYTES + LENGTH_AT) & 0xFFFF_FFFFL;
    }

    /** Who sent the one that was gone on to; 0 for the kernel. */
    int sender() {
        return bytes.getInt(ADDRESSES + (next - 1) * ADDRESS_ROOM + ADDRESS_PID);
    }

    /** A copy of it in the host's byte order. */
    ByteBuffer copy(int size) {
        var copy = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        return copy.put(0, bytes, DATA + (next - 1) * room, size);
    }
}
