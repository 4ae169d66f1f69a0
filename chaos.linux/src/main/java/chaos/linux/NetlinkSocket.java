package chaos.linux;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A netlink socket of the network namespace that it was opened in, whichever namespace its user is in later. Extended
 * acknowledgements are on, and acknowledgements do not echo the request. Not thread-safe: one user at a time, closed
 * only when nobody uses it.
 *
 * <pre>{@code
 * try (var socket = NetlinkSocket.open(NetlinkSocket.ROUTE)) {
 *     socket.send(request);
 *     Optional<ByteBuffer> answer = socket.receive(Duration.ofSeconds(1));
 * }
 * }</pre>
 */
public final class NetlinkSocket implements AutoCloseable {

    /** Interfaces, addresses and qdiscs ({@code NETLINK_ROUTE}). */
    public static final int ROUTE = 0;

    /** Families by name, ethtool for one ({@code NETLINK_GENERIC}). */
    public static final int GENERIC = 16;

    /** The longest datagram that can be received. The kernel fills dumps up to 32 KiB, single answers may be longer. */
    public static final int MAX_DATAGRAM = 256 * 1024;

    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    // struct sockaddr_nl { u16 family; u16 pad; u32 pid; u32 groups; }
    private static final int ADDRESS_BYTES = 12;
    private static final int ADDRESS_PID = 4;
    // struct pollfd { int fd; short events; short revents; }
    private static final int POLL_BYTES = 8;

    private final int fd;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final FrameMemory request = FrameMemory.of(MAX_DATAGRAM);
    private final int longest;
    private final DatagramBatch answers;
    private final Memory address = new Memory(ADDRESS_BYTES);
    private final Memory length = new Memory(Integer.BYTES);
    private final Memory descriptor = new Memory(POLL_BYTES);
    private int portId;

    private NetlinkSocket(int fd, int longest) {
        this.fd = fd;
        this.longest = longest;
        this.answers = new DatagramBatch(longest);
    }

    /**
     * Opens a socket in the network namespace of the calling thread.
     *
     * @param protocol {@link #ROUTE} or {@link #GENERIC}
     * @throws LinuxException if the kernel refuses
     */
    public static NetlinkSocket open(int protocol) throws LinuxException {
        return open(protocol, MAX_DATAGRAM);
    }

    /**
     * The same for answers of which no datagram is longer than this.
     *
     * @param longest in bytes, at most {@value #MAX_DATAGRAM}
     */
    public static NetlinkSocket open(int protocol, int longest) throws LinuxException {
        int type = LibC.SOCK_RAW | LibC.SOCK_CLOEXEC;
        int fd = LinuxException.check(LibC.socket(LibC.AF_NETLINK, type, protocol), "socket", "AF_NETLINK");
        var socket = new NetlinkSocket(fd, longest);
        try {
            socket.configure(RECEIVE_BUFFER);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    /**
     * Opens a socket that also receives what the kernel tells all who listen. What comes while nobody receives
     * waits in the receive buffer; when that is full the kernel drops the rest, and the next {@link #receive} fails
     * once with {@link Errno#ENOBUFS}.
     *
     * @param protocol {@link #ROUTE} or {@link #GENERIC}
     * @param receiveBuffer its size in bytes
     * @param groups numbers of multicast groups, {@code RTNLGRP_…} of {@code include/uapi/linux/rtnetlink.h}
     * @throws LinuxException if the kernel refuses
     */
    public static NetlinkSocket subscribe(int protocol, int receiveBuffer, int... groups) throws LinuxException {
        var socket = open(protocol);
        try {
            socket.buffer(receiveBuffer);
            for (int group : groups) {
                socket.option(LibC.SOL_NETLINK, LibC.NETLINK_ADD_MEMBERSHIP, group, "NETLINK_ADD_MEMBERSHIP");
            }
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** Its address, which the kernel puts into what it tells others about what was asked for through this socket. */
    public int portId() {
        return portId;
    }

    private void configure(int receiveBuffer) throws LinuxException {
        address.clear();
        address.setShort(0, (short) LibC.AF_NETLINK);
        LinuxException.check(LibC.bind(fd, address, ADDRESS_BYTES), "bind", "AF_NETLINK");
        length.setInt(0, ADDRESS_BYTES);
        LinuxException.check(LibC.getsockname(fd, address, length), "getsockname", "AF_NETLINK");
        portId = address.getInt(ADDRESS_PID);
        option(LibC.SOL_NETLINK, LibC.NETLINK_EXT_ACK, 1, "NETLINK_EXT_ACK");
        option(LibC.SOL_NETLINK, LibC.NETLINK_CAP_ACK, 1, "NETLINK_CAP_ACK");
        buffer(receiveBuffer);
    }

    private void buffer(int bytes) throws LinuxException {
        try {
            option(LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, bytes, "SO_RCVBUFFORCE");
        } catch (LinuxException e) {
            // Only CAP_NET_ADMIN may go above the system's limit; without it the kernel gives what it allows.
            option(LibC.SOL_SOCKET, LibC.SO_RCVBUF, bytes, "SO_RCVBUF");
        }
    }

    private void option(int level, int option, int value, String name) throws LinuxException {
        length.setInt(0, value);
        LinuxException.check(LibC.setsockopt(fd, level, option, length, Integer.BYTES), "setsockopt", name);
    }

    /**
     * Sends one datagram, which may hold several messages, to the kernel. The kernel does the work before this returns,
     * and while another process holds its network configuration lock this waits without a limit: whoever must not wait
     * calls it on a thread of its own.
     *
     * @param datagram whole messages, at most {@value #MAX_DATAGRAM} bytes, from position to limit
     * @throws LinuxException if the kernel refuses
     */
    public void send(ByteBuffer datagram) throws LinuxException {
        requireOpen("send");
        int size = datagram.remaining();
        request.bytes().put(0, datagram, datagram.position(), size);
        // A netlink socket that is connected to nobody sends to the kernel.
        while (LibC.send(fd, request.address(0), size, 0) < 0) {
            var failure = LinuxException.last("send", "AF_NETLINK");
            if (!Errno.EINTR.equals(failure.errno())) {
                throw failure;
            }
        }
    }

    /**
     * The next datagram from the kernel; datagrams from other processes are dropped.
     *
     * @param timeout how long to wait for it; zero: not at all
     * @return a copy in the host's byte order, or nothing when none came in time
     * @throws LinuxException if the kernel reports an error; {@link Errno#ENOBUFS} means that datagrams were lost
     */
    public Optional<ByteBuffer> receive(Duration timeout) throws LinuxException {
        requireOpen("recvmmsg");
        var datagram = next();
        long deadline = datagram.isPresent() ? 0 : System.nanoTime() + timeout.toNanos();
        while (datagram.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            await(left);
            datagram = next();
        }
        return datagram;
    }

    /** A closed descriptor's number may already be somebody else's. */
    private void requireOpen(String call) throws LinuxException {
        if (closed.get()) {
            throw new LinuxException(call, "AF_NETLINK", Errno.EBADF);
        }
    }

    private void await(long nanos) throws LinuxException {
        descriptor.setInt(0, fd);
        descriptor.setShort(Integer.BYTES, LibC.POLLIN);
        descriptor.setShort(Integer.BYTES + Short.BYTES, (short) 0);
        int millis = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000 + 1);
        int ready = LibC.poll(descriptor, 1, millis);
        if (ready < 0) {
            var failure = LinuxException.last("poll", "AF_NETLINK");
            if (!Errno.EINTR.equals(failure.errno())) {
                throw failure;
            }
        }
    }

    private Optional<ByteBuffer> next() throws LinuxException {
        while (true) {
            if (answers.isEmpty() && !answers.receive(fd)) {
                if (LinuxException.lastFoundNothing()) {
                    return Optional.empty();
                }
                throw LinuxException.last("recvmmsg", "AF_NETLINK");
            }
            long size = answers.advance();
            if (size > longest) {
                throw new LinuxException("recvmmsg", "datagram of " + size + " bytes", Errno.EMSGSIZE);
            }
            if (answers.sender() == 0) {
                return Optional.of(answers.copy((int) size));
            }
        }
    }

    /** Gives the socket back; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LibC.close(fd);
        }
    }
}
