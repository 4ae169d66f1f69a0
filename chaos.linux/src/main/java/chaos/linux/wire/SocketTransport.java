package chaos.linux.wire;

import chaos.linux.Errno;
import chaos.linux.LinuxException;
import chaos.linux.NamespaceAnchor;
import chaos.linux.NetlinkSocket;
import chaos.linux.NetworkNamespace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Netlink sockets in one network namespace: one for whatever comes, and one for short answers. The kernel does what it
 * is asked inside {@code sendto}, and waits there, deaf to signals, for as long as somebody else holds its
 * configuration lock; so the sockets belong to a thread of their own, and a caller waits for that thread only as long
 * as it wants to. A socket that was late is closed and the next exchange opens a new one: no answer to an old request
 * can reach a new one.
 */
public final class SocketTransport implements Transport {

    private static final int ADDRESSES_KEPT = 8;

    /**
     * The kernel makes room for a listing of the most that a socket was ever received with, from {@code NLMSG_GOODSIZE}
     * up to 32 KiB, and many kernels clear it first ({@code netlink_dump}, net/netlink/af_netlink.c). This is the
     * largest {@code NLMSG_GOODSIZE} there is, that of pages of 8 KiB and more, so that no answer is longer.
     */
    private static final int NARROW = 8192 - 320;

    private final NetworkNamespace namespace;
    private final int protocol;
    private final Handoff worker;
    private final Line wide;
    private final Line narrow;
    /** The addresses of its sockets: the last ones, because what the kernel tells of them may come late. */
    private final Deque<Integer> addresses = new ConcurrentLinkedDeque<>();

    /** A way to interfaces and qdiscs in a network namespace; opens nothing yet. */
    public SocketTransport(NetworkNamespace namespace) {
        this(namespace, NetlinkSocket.ROUTE);
    }

    /** A way to the kernel's generic families, such as ethtool, in a network namespace; opens nothing yet. */
    public static SocketTransport generic(NetworkNamespace namespace) {
        return new SocketTransport(namespace, NetlinkSocket.GENERIC);
    }

    private SocketTransport(NetworkNamespace namespace, int protocol) {
        this.namespace = namespace;
        this.protocol = protocol;
        this.worker = new Handoff("chaos netlink " + namespace);
        this.wide = new Line(NetlinkSocket.MAX_DATAGRAM);
        this.narrow = new Line(NARROW);
    }

    /** One socket, which exchanges have one after the other. */
    private final class Line implements Transport {

        private final int longest;
        /** The namespace that the idle socket is in. */
        private volatile NamespaceAnchor anchor = new NamespaceAnchor(namespace);
        /** Empty while an exchange has it, and after one that was late. */
        private final AtomicReference<NetlinkSocket> idle = new AtomicReference<>();

        Line(int longest) {
            this.longest = longest;
        }

        @Override
        public void exchange(ByteBuffer request, Taker taker, Duration timeout)
                throws TimeoutException, LinuxException, NetlinkException {
            var socket = open(); // opening is not waiting for an answer, and the first time it loads a library
            long deadline = System.nanoTime() + timeout.toNanos();
            boolean complete = false;
            try {
                worker.call(() -> converse(socket, request, taker, deadline), deadline);
                complete = true;
            } catch (ExecutionException e) {
                rethrow(e.getCause());
            } catch (RejectedExecutionException e) {
                socket.close();
                throw new LinuxException("sendto", "a transport that is closed", Errno.EBADF);
            } finally {
                if (!complete) {
                    // What it asked for may be done when nobody waits any more: that is told as what others do.
                    addresses.remove(socket.portId());
                }
            }
        }

        private boolean converse(NetlinkSocket socket, ByteBuffer request, Taker taker, long deadline)
                throws TimeoutException, LinuxException, NetlinkException {
            boolean complete = false;
            try {
                requireTime(deadline); // the caller may have left while an earlier conversation hung
                socket.send(request);
                while (!complete) {
                    var datagram = socket.receive(requireTime(deadline));
                    complete = taker.take(datagram.orElseThrow(() -> new TimeoutException("no answer")));
                }
                return complete;
            } finally {
                if (!complete || !idle.compareAndSet(null, socket)) {
                    socket.close();
                }
            }
        }

        private NetlinkSocket open() throws LinuxException {
            var socket = idle.getAndSet(null);
            if (socket != null && anchor.holds()) {
                return socket;
            }
            if (socket != null) {
                socket.close(); // it is in a namespace that has no name any more
            }
            anchor = new NamespaceAnchor(namespace);
            var opened = namespace.inside(() -> NetlinkSocket.open(protocol, longest));
            addresses.addFirst(opened.portId());
            while (addresses.size() > ADDRESSES_KEPT) {
                addresses.pollLast();
            }
            return opened;
        }

        @Override
        public void leave() {
            Optional.ofNullable(idle.getAndSet(null)).ifPresent(NetlinkSocket::close);
        }

        @Override
        public boolean isSender(int address) {
            return SocketTransport.this.isSender(address);
        }
    }

    private static void rethrow(Throwable cause) throws TimeoutException, LinuxException, NetlinkException {
        if (cause instanceof TimeoutException late) {
            throw late;
        }
        if (cause instanceof LinuxException failure) {
            throw failure;
        }
        if (cause instanceof NetlinkException failure) {
            throw failure;
        }
        throw new IllegalStateException(cause);
    }

    private static Duration requireTime(long deadline) throws TimeoutException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new TimeoutException("no time left");
        }
        return Duration.ofNanos(left);
    }

    @Override
    public void exchange(ByteBuffer request, Taker taker, Duration timeout)
            throws TimeoutException, LinuxException, NetlinkException {
        wide.exchange(request, taker, timeout);
    }

    @Override
    public Transport narrow() {
        return narrow;
    }

    @Override
    public void leave() {
        wide.leave();
        narrow.leave();
    }

    @Override
    public boolean isSender(int address) {
        return addresses.contains(address);
    }

    /** Gives the sockets back, when the worker is done with it; later exchanges are refused. */
    @Override
    public void close() {
        worker.close(this::leave);
    }
}
