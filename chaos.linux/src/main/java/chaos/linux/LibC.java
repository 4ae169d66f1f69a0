package chaos.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The C functions, and nothing more. Each answers -1 on failure and leaves its errno in
 * {@link Native#getLastError()}. {@code size_t} is a Java long: 64-bit Linux only.
 */
final class LibC {

    static final int AF_UNIX = 1;
    static final int AF_NETLINK = 16;
    static final int AF_PACKET = 17;
    static final int SOCK_STREAM = 1;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_ERROR = 4;
    static final int SO_RCVBUF = 8;
    static final int SO_ATTACH_FILTER = 26;
    static final int SO_SNDBUFFORCE = 32;
    static final int SO_RCVBUFFORCE = 33;
    static final int SO_TIMESTAMPNS = 35;
    static final int SOL_PACKET = 263;
    static final int PACKET_ADD_MEMBERSHIP = 1;
    static final int PACKET_RX_RING = 5;
    static final int PACKET_STATISTICS = 6;
    static final int PACKET_COPY_THRESH = 7;
    static final int PACKET_AUXDATA = 8;
    static final int PACKET_VERSION = 10;
    static final int PACKET_VNET_HDR = 15;
    static final int PACKET_IGNORE_OUTGOING = 23;
    static final int SOL_NETLINK = 270;
    static final int NETLINK_ADD_MEMBERSHIP = 1;
    static final int NETLINK_CAP_ACK = 10;
    static final int NETLINK_EXT_ACK = 11;
    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;
    static final int PROT_READ_WRITE = 3;
    static final int MAP_SHARED = 1;
    static final short POLLIN = 1;
    static final short POLLOUT = 4;
    static final short POLLERR = 8;
    static final int EFD_NONBLOCK = 0x800;
    static final int EFD_CLOEXEC = 0x80000;
    static final int PR_SET_TIMERSLACK = 29;
    static final int CLOCK_REALTIME = 0;
    static final int O_RDONLY = 0;
    static final int O_CLOEXEC = 0x80000;
    static final int CLONE_NEWNET = 0x4000_0000;

    static {
        Native.register(LibC.class, NativeLibrary.getProcess());
    }

    private LibC() {}

    static native int socket(int domain, int type, int protocol);

    static native int bind(int fd, Pointer address, int length);

    static native int getsockname(int fd, Pointer address, Pointer length);

    static native int getsockopt(int fd, int level, int option, Pointer value, Pointer length);

    static native int setsockopt(int fd, int level, int option, Pointer value, int length);

    static native long sendto(int fd, Pointer data, long length, int flags, Pointer address, int addressLength);

    static native long send(int fd, long data, long length, int flags);

    static native int recvmmsg(int fd, long messages, int count, int flags, long timeout);

    static native long recvmsg(int fd, Pointer header, int flags);

    static native long mmap(long address, long length, int protection, int flags, int fd, long offset);

    static native int munmap(long address, long length);

    static native long recv(int fd, long data, long length, int flags);

    /** Addresses as numbers: a {@link Pointer} costs more than the call, and there is one for every batch of frames. */
    static native int sendmmsg(int fd, long messages, int count, int flags);

    static native int ppoll(long descriptors, long count, long timeout, long mask);

    static native int eventfd(int value, int flags);

    static native long read(int fd, long data, long length);

    static native long write(int fd, long data, long length);

    static native int prctl(int option, long second, long third, long fourth, long fifth);

    static native int clock_gettime(int clock, long time);

    static native int poll(Pointer descriptors, long count, int timeoutMillis);

    static native int open(String path, int flags);

    static native int close(int fd);

    static native int setns(int fd, int kind);

    static native int unshare(int flags);

    static native String strerror(int errno);
}
