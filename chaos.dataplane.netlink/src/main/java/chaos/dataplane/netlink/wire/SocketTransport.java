package chaos.dataplane.netlink.wire;

import chaos.linux.LinuxException;
import chaos.linux.NetlinkSocket;
import chaos.linux.NetworkNamespace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A route netlink socket in one network namespace. The kernel does what it is asked inside {@code sendto}, and waits
 * there, deaf to signals, for as long as somebody else holds its configuration lock; so the socket belongs to a thread
 * of its own, and a caller waits for that thread only as long as it wants to. A socket that was late is closed and the
 * next exchange opens a new one: no answer to an old request can reach a new one.
 */
public final class SocketTransport implements Transport {

    private final NetworkNamespace namespace;
    private final ExecutorService worker;
    private Optional<NetlinkSocket> socket = Optional.empty(); // only the worker's

    /** A way into a network namespace; opens nothing yet. */
    public SocketTransport(NetworkNamespace namespace) {
        this.namespace = namespace;
        this.worker = Executors.newSingleThreadExecutor(work -> {
            var thread = new Thread(work, "chaos netlink " + namespace);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void exchange(ByteBuffer request, Taker taker, Duration timeout)
            throws TimeoutException, LinuxException, NetlinkException {
        long deadline = System.nanoTime() + timeout.toNanos();
        var conversation = worker.submit(() -> converse(request, taker, deadline));
        try {
            await(conversation, deadline);
        } catch (ExecutionException e) {
            rethrow(e.getCause());
        }
    }

    private static void await(Future<Boolean> conversation, long deadline) throws ExecutionException, TimeoutException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    conversation.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true; // half a change is worse than a late interrupt
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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

    private boolean converse(ByteBuffer request, Taker taker, long deadline)
            throws TimeoutException, LinuxException, NetlinkException {
        requireTime(deadline); // the caller may have left while an earlier conversation hung
        boolean complete = false;
        try {
            var open = open();
            open.send(request);
            while (!complete) {
                var datagram = open.receive(requireTime(deadline));
                complete = taker.take(datagram.orElseThrow(() -> new TimeoutException("no answer")));
            }
            return complete;
        } finally {
            if (!complete) {
                drop();
            }
        }
    }

    private static Duration requireTime(long deadline) throws TimeoutException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new TimeoutException("no time left");
        }
        return Duration.ofNanos(left);
    }

    private NetlinkSocket open() throws LinuxException {
        if (socket.isEmpty()) {
            socket = Optional.of(namespace.inside(() -> NetlinkSocket.open(NetlinkSocket.ROUTE)));
        }
        return socket.get();
    }

    private void drop() {
        socket.ifPresent(NetlinkSocket::close);
        socket = Optional.empty();
    }

    /** Gives the socket back, when the worker is done with what it has; later exchanges are refused. */
    @Override
    public void close() {
        if (!worker.isShutdown()) {
            worker.execute(this::drop);
            worker.shutdown();
        }
    }
}
