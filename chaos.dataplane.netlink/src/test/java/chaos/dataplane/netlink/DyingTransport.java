package chaos.dataplane.netlink;

import chaos.linux.LinuxException;
import chaos.linux.wire.Answer;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to the kernel on which the process ends, as by {@code kill -9}, when it would send one message more than it
 * may. Of messages that go together those that it may send are sent, and the kernel does what they say.
 *
 * @param kernel the way
 * @param left how many messages may still be sent, by all such ways together
 */
record DyingTransport(Transport kernel, AtomicInteger left) implements Transport {

    /** As a process that SIGKILL ended. */
    static final int KILLED = 137;

    @Override
    public void exchange(ByteBuffer request, Taker taker, Duration timeout)
            throws TimeoutException, LinuxException, NetlinkException {
        var messages = Message.decode(request.duplicate().order(request.order()));
        int before = left.getAndAdd(-messages.size());
        if (before >= messages.size()) {
            kernel.exchange(request, taker, timeout);
            return;
        }
        if (before > 0) {
            // The kernel is done with all of them before it answers the first.
            var first = messages.subList(0, before).toArray(Message[]::new);
            kernel.exchange(Answer.datagram(first), datagram -> true, timeout);
        }
        Runtime.getRuntime().halt(KILLED); // no hook runs, nothing is undone
    }

    @Override
    public boolean isSender(int address) {
        return kernel.isSender(address);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
