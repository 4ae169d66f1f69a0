package chaos.linux;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;

/** A descriptor of {@code packet(7)}: what a receiver and a sender of frames have in common. */
final class PacketDescriptor implements AutoCloseable {

    static final int ETH_P_ALL = 3;

    // struct sockaddr_ll { u16 family; be16 protocol; s32 ifindex; u16 hatype; u8 pkttype; u8 halen; u8 addr[8]; }
    private static final int ADDRESS_BYTES = 20;
    // struct packet_mreq { int ifindex; u16 type; u16 alen; u8 address[8]; }
    private static final int MEMBERSHIP_BYTES = 16;
    private static final short PACKET_MR_PROMISC = 1;
    // struct tpacket_stats { u32 packets; u32 drops; }
    private static final int STATISTICS_BYTES = 8;

    private final int fd;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PacketDescriptor(int fd) {
        this.fd = fd;
    }

    static PacketDescriptor open() throws LinuxException {
        int type = LibC.SOCK_RAW | LibC.SOCK_CLOEXEC;
        return new PacketDescriptor(LinuxException.check(LibC.socket(LibC.AF_PACKET, type, 0), "socket", "AF_PACKET"));
    }

    int fd() {
        return fd;
    }

    /** Sets an option that is a number, or a structure of numbers. */
    void option(int level, int option, String name, int... values) throws LinuxException {
        try (var numbers = new Memory((long) values.length * Integer.BYTES)) {
            numbers.write(0, values, 0, values.length);
            int result = LibC.setsockopt(fd, level, option, numbers, (int) numbers.size());
            LinuxException.check(result, "setsockopt", name);
        }
    }

    /** Lets the interface take in what is for others too, as long as the descriptor is open. */
    void promiscuous(int index) throws LinuxException {
        try (var membership = new Memory(MEMBERSHIP_BYTES)) {
            membership.clear();
            membership.setInt(0, index);
            membership.setShort(Integer.BYTES, PACKET_MR_PROMISC);
            int result = LibC.setsockopt(fd, LibC.SOL_PACKET, LibC.PACKET_ADD_MEMBERSHIP, membership, MEMBERSHIP_BYTES);
            LinuxException.check(result, "setsockopt", "PACKET_ADD_MEMBERSHIP");
        }
    }

    /** Binds to an interface. With protocol 0 nothing is received. */
    void bind(int index, int protocol) throws LinuxException {
        try (var address = new Memory(ADDRESS_BYTES)) {
            address.clear();
            address.setShort(0, (short) LibC.AF_PACKET);
            ByteBuffer bytes = address.getByteBuffer(0, ADDRESS_BYTES);
            bytes.order(ByteOrder.BIG_ENDIAN).putShort(Short.BYTES, (short) protocol);
            address.setInt(Integer.BYTES, index);
            LinuxException.check(LibC.bind(fd, address, ADDRESS_BYTES), "bind", "interface " + index);
        }
    }

    /** The interface that it is bound to; -1 where that went away, for good. */
    int boundTo() {
        try (var address = new Memory(ADDRESS_BYTES);
                var length = new Memory(Integer.BYTES)) {
            length.setInt(0, ADDRESS_BYTES);
            return LibC.getsockname(fd, address, length) < 0 ? -1 : address.getInt(Integer.BYTES);
        }
    }

    /** Frames that found no room since this was last asked. */
    long overruns() throws LinuxException {
        try (var statistics = new Memory(STATISTICS_BYTES);
                var length = new Memory(Integer.BYTES)) {
            length.setInt(0, STATISTICS_BYTES);
            int result = LibC.getsockopt(fd, LibC.SOL_PACKET, LibC.PACKET_STATISTICS, statistics, length);
            LinuxException.check(result, "getsockopt", "PACKET_STATISTICS");
            return Integer.toUnsignedLong(statistics.getInt(Integer.BYTES));
        }
    }

    /** The error that waits to be told, and is then forgotten ({@code SO_ERROR}); 0 if there is none. */
    int takeError() {
        try (var error = new Memory(Integer.BYTES);
                var length = new Memory(Integer.BYTES)) {
            length.setInt(0, Integer.BYTES);
            int result = LibC.getsockopt(fd, LibC.SOL_SOCKET, LibC.SO_ERROR, error, length);
            return result < 0 ? 0 : error.getInt(0);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LibC.close(fd);
        }
    }
}
