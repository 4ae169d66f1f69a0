package chaos.dataplane.packet;

import chaos.linux.LinuxException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Both directions forwarded between the plain ports of a lab. */
final class Crossing implements AutoCloseable {

    static final long LIMIT = 32 << 20;
    private static final int FRAMES = 64;

    /** From host 2 to host 1, and back. */
    final Forwarder toPort1;

    final Forwarder toPort2;
    final AtomicLong late = new AtomicLong();
    final AtomicBoolean ended = new AtomicBoolean();

    Crossing(Lab lab, int mtu, long limit) throws IOException, LinuxException {
        int port1 = lab.index(lab.appliance, "p1");
        int port2 = lab.index(lab.appliance, "p2");
        var namespace = lab.namespace(lab.appliance);
        toPort2 = start("to port2", new Wires.Ends(namespace, port1, port2), mtu, limit);
        toPort1 = start("to port1", new Wires.Ends(namespace, port2, port1), mtu, limit);
    }

    Crossing(Lab lab) throws IOException, LinuxException {
        this(lab, 1500, LIMIT);
    }

    private Forwarder start(String name, Wires.Ends ends, int mtu, long limit) throws LinuxException {
        var wires = Wires.open(ends, new FrameBuffers(limit, mtu, FRAMES));
        var forwarder = Forwarder.start(name, wires, Duration.ofMillis(1), new LatenessWatch.Listener() {
            @Override
            public void late(long packets, long most) {
                late.addAndGet(packets);
            }

            @Override
            public void ended(Throwable cause) {
                ended.set(true);
            }
        });
        forwarder.open();
        return forwarder;
    }

    /** A number that is counted in a direction. */
    static long count(Forwarder way, Forwarder.Reading<Long> number) {
        return way.read(number);
    }

    @Override
    public void close() {
        toPort1.close();
        toPort2.close();
    }
}
