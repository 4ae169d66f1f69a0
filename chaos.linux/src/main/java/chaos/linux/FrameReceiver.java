package chaos.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Whole layer-2 frames that come in by one interface, in a ring of memory that the kernel shares ({@code packet(7)},
 * {@code PACKET_RX_RING} of version 2): looking whether there are any costs no call. What goes out by the interface is
 * not received. The interface is promiscuous as long as this is open.
 *
 * <p>In front of each frame the kernel writes a {@code struct virtio_net_hdr}, which says whether it is a super-packet
 * and whether its checksum is missing; the outer tag of 802.1Q or 802.1ad it takes off, see {@link #tag}. What is
 * longer than a place in the ring waits beside it, see {@link #receiveWide}. Needs {@link LinuxCapability#NET_RAW},
 * and {@link LinuxCapability#NET_ADMIN} for its buffer. For one thread.
 */
public final class FrameReceiver implements AutoCloseable {

    /** {@code struct virtio_net_hdr}, right in front of the frame, in this machine's byte order. */
    public static final int HEADER_BYTES = 10;

    // struct tpacket2_hdr { u32 status, len, snaplen; u16 mac, net; u32 sec, nsec; u16 vlan_tci, vlan_tpid; u8 pad[4];
    // }, and behind it a struct sockaddr_ll; mac says where the frame is
    private static final int LENGTH = 4;
    private static final int CAPTURED = 8;
    private static final int FRAME = 12;
    private static final int SECONDS = 16;
    private static final int NANOS = 20;
    private static final int VLAN_TCI = 24;
    private static final int VLAN_TPID = 26;
    private static final int TPACKET_V2 = 1;
    private static final int TP_STATUS_KERNEL = 0;
    private static final int TP_STATUS_USER = 1;
    private static final int TP_STATUS_COPY = 2;
    private static final int TP_STATUS_VLAN_VALID = 0x10;
    private static final int TP_STATUS_VLAN_TPID_VALID = 0x40;
    private static final int C_TAG = 0x8100;
    private static final long MASK = 0xFFFF_FFFFL;
    private static final long SECOND = 1_000_000_000L;

    /** The header and what the kernel leaves free between it and the frame. */
    private static final int AROUND = 128;

    private static final int LEAST_PLACE = 2048;
    /** The ring is made of whole blocks. */
    public static final int BLOCK = 1 << 20;

    /** The kernel writes it last of all, and takes it back when it is 0. */
    private static final VarHandle STATUS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final PacketDescriptor socket;
    private final long address;
    private final int ringBytes;
    private final int placeBytes;
    private final ByteBuffer bytes;
    private final ByteBuffer headers;
    private int current;
    private boolean closed;

    private FrameReceiver(PacketDescriptor socket, long address, int ringBytes, int placeBytes) {
        this.socket = socket;
        this.address = address;
        this.ringBytes = ringBytes;
        this.placeBytes = placeBytes;
        this.bytes = new Pointer(address).getByteBuffer(0, ringBytes).order(ByteOrder.BIG_ENDIAN);
        this.headers = bytes.duplicate().order(ByteOrder.nativeOrder());
    }

    /**
     * Opens a receiver on an interface of the calling thread's network namespace.
     *
     * @param index the interface
     * @param frameBytes the longest frame that must have room in the ring
     * @param ringBytes how much may wait in the ring, and as much beside it; a multiple of {@link #BLOCK}
     * @throws LinuxException if the kernel refuses
     */
    public static FrameReceiver open(int index, int frameBytes, int ringBytes) throws LinuxException {
        int placeBytes = Math.max(LEAST_PLACE, Integer.highestOneBit(frameBytes + AROUND - 1) << 1);
        var socket = PacketDescriptor.open();
        try {
            socket.option(LibC.SOL_PACKET, LibC.PACKET_VERSION, "PACKET_VERSION", TPACKET_V2);
            socket.option(LibC.SOL_PACKET, LibC.PACKET_VNET_HDR, "PACKET_VNET_HDR", 1);
            socket.option(LibC.SOL_PACKET, LibC.PACKET_IGNORE_OUTGOING, "PACKET_IGNORE_OUTGOING", 1);
            socket.option(LibC.SOL_PACKET, LibC.PACKET_COPY_THRESH, "PACKET_COPY_THRESH", 1);
            socket.option(LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, "SO_RCVBUFFORCE", ringBytes);
            // struct tpacket_req { u32 block_size, block_nr, frame_size, frame_nr; }
            int blocks = ringBytes / BLOCK;
            int places = ringBytes / placeBytes;
            socket.option(LibC.SOL_PACKET, LibC.PACKET_RX_RING, "PACKET_RX_RING", BLOCK, blocks, placeBytes, places);
            long address = LibC.mmap(0, ringBytes, LibC.PROT_READ_WRITE, LibC.MAP_SHARED, socket.fd(), 0);
            if (address == -1) {
                throw LinuxException.last("mmap", "AF_PACKET");
            }
            var receiver = new FrameReceiver(socket, address, ringBytes, placeBytes);
            receiver.begin(index);
            return receiver;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    private void begin(int index) throws LinuxException {
        try {
            socket.promiscuous(index);
            socket.bind(index, PacketDescriptor.ETH_P_ALL);
        } catch (LinuxException e) {
            close();
            throw e;
        }
    }

    /** The ring, in network byte order. The same view each time. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Whether there is a frame, which the other methods then tell of. Does not wait. */
    public boolean hasFrame() {
        return !closed && (status() & TP_STATUS_USER) != 0;
    }

    private int status() {
        return (int) STATUS.getAcquire(headers, current);
    }

    /** Where the frame starts in {@link #bytes}; its header is in front of it. */
    public int start() {
        return current + (headers.getShort(current + FRAME) & 0xFFFF);
    }

    /** Its bytes, also those that are not in the ring. */
    public int size() {
        return headers.getInt(current + LENGTH);
    }

    /** Whether it is in the ring as a whole; else only its tag and its stamp are of use. */
    public boolean isWhole() {
        return headers.getInt(current + CAPTURED) == size();
    }

    /** When it came in, in nanoseconds since the epoch. */
    public long stamp() {
        return (headers.getInt(current + SECONDS) & MASK) * SECOND + (headers.getInt(current + NANOS) & MASK);
    }

    /** The outer tag that it had, its type in the upper half; 0 if it had none. */
    public int tag() {
        int status = headers.getInt(current);
        if ((status & TP_STATUS_VLAN_VALID) == 0) {
            return 0;
        }
        int type = (status & TP_STATUS_VLAN_TPID_VALID) != 0 ? headers.getShort(current + VLAN_TPID) : C_TAG;
        return (type << Short.SIZE) | (headers.getShort(current + VLAN_TCI) & 0xFFFF);
    }

    /** Gives the frame's place back to the kernel; the next is the frame. */
    public void release() {
        STATUS.setRelease(headers, current, TP_STATUS_KERNEL);
        current = current + placeBytes == ringBytes ? 0 : current + placeBytes;
    }

    /**
     * Receives the frame that is not in the ring as a whole, with its header in front. To be called once for each.
     *
     * @param memory where to
     * @param offset where its header comes to be
     * @param room how many bytes may be written there
     * @return whether it came whole; the kernel keeps it only while there is room, and it may be longer than the room
     *     here
     */
    public boolean receiveWide(FrameMemory memory, int offset, int room) {
        if ((status() & TP_STATUS_COPY) == 0) {
            return false;
        }
        int whole = size() + HEADER_BYTES;
        while (true) {
            long got = LibC.recv(socket.fd(), memory.address(offset), room, LibC.MSG_DONTWAIT | LibC.MSG_TRUNC);
            if (got == whole) {
                return whole <= room;
            }
            // Else it is an error that waited to be told, or a frame whose place in the ring was lost.
            if (got < 0 && Native.getLastError() == Errno.EAGAIN.number()) {
                return false;
            }
        }
    }

    /**
     * Frames that found no room in the ring since this was last asked.
     *
     * @throws LinuxException if the kernel refuses
     */
    public long overruns() throws LinuxException {
        return socket.overruns();
    }

    /**
     * The interface has left an error, {@link Errno#ENETDOWN} once after it was switched off: nobody waits any more.
     */
    void forgetError() {
        socket.takeError();
    }

    int fd() {
        return socket.fd();
    }

    /** Gives socket and ring back, which must not be looked at any more; a second call does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LibC.munmap(address, ringBytes);
            socket.close();
        }
    }
}
