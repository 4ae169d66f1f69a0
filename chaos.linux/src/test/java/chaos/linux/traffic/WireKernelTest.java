package chaos.linux.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.ProbeTrain;
import chaos.linux.LinuxException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Between two hosts with a plain bridge between them. */
@Tag("kernel")
class WireKernelTest {

    private static final Duration SETTLE = Duration.ofMillis(200);
    private static final ProbeTrain TRAIN = new ProbeTrain(4000, 200, 4000, 1);

    private TwoHosts hosts;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        hosts = new TwoHosts();
        hosts.ip("link", "add", "br0", "type", "bridge", "mcast_snooping", "0");
        hosts.switchOn();
        for (String port : new String[] {"p1", "p2"}) {
            hosts.silenceIpv6(port);
            hosts.ip("link", "set", port, "master", "br0");
        }
        hosts.ip("link", "set", "br0", "addrgenmode", "none", "up");
        hosts.awaitConnected();
        wire = hosts.wire();
    }

    @AfterEach
    void close() throws IOException {
        hosts.close();
    }

    @Test
    void send_seesEveryProbeOnceAndInOrder() throws Exception {
        for (int bytes : new int[] {60, 200, 1514}) {
            var passage = wire.send(new ProbeTrain(2000, bytes, 4000, 1), SETTLE);
            var trace = passage.trace();
            assertEquals(2000, trace.arrivals(), passage::toString);
            assertEquals(0, trace.lost() + trace.duplicates() + trace.corrupted() + trace.inversions());
            assertEquals(0, trace.sentAt(0));
            assertTrue(
                    Arrays.stream(trace.oneWayDelays()).allMatch(delay -> delay > 0),
                    "nothing arrives before it is sent");
            assertEquals(
                    0,
                    passage.came().overruns()
                            + passage.came().strangers()
                            + passage.came().earlier());
            assertEquals(0, passage.sent().blocked() + passage.sent().refused());
            assertEquals(OptionalLong.of(0), passage.clockStep());
            assertTrue(passage.sent().perSecond() < 4040, "never faster than asked: " + passage.sent());
        }
    }

    @Test
    void send_tellsOfStrangers() throws Exception {
        var task = new FutureTask<>(() -> hosts.ping(20));
        new Thread(task).start();
        var passage = wire.send(TRAIN, SETTLE);
        assertEquals(20, task.get(60, TimeUnit.SECONDS).received());
        assertTrue(passage.came().strangers() >= 1, passage::toString);
        var first = passage.came().stranger().orElseThrow();
        assertEquals(TwoHosts.station(hosts.host1).address(), first.from());
        assertEquals(0x0800, first.etherType());
        assertEquals(TRAIN.count(), passage.trace().arrivals(), "which are no probes");
    }

    @Test
    void send_tellsThatTheClockWasSet() throws Exception {
        var from = TwoHosts.station(hosts.host1);
        var to = TwoHosts.station(hosts.host2);
        var readings = new AtomicLong();
        var stepped = new Wire(
                from, to, () -> Wire.wallClock() + (readings.incrementAndGet() > TRAIN.count() / 2 ? 1_000_000 : 0));
        assertEquals(1.0, stepped.send(TRAIN, SETTLE).clockStep().orElseThrow() / 1e6, 0.02, "milliseconds");
    }

    @Test
    void send_doesNotTakeAnEarlierTrainForThis() throws Exception {
        hosts.tc("qdisc", "add", "dev", "p2", "root", "tbf", "rate", "10kbit", "burst", "2000", "limit", "100000");
        var train = new ProbeTrain(100, 200, 10_000, 1);
        var first = wire.send(train, Duration.ofMillis(50));
        assertTrue(first.trace().lost() > 50, "most of it still waits: " + first);
        var second = wire.send(train, Duration.ofSeconds(2));
        assertTrue(second.came().earlier() > 0, second::toString);
        assertEquals(100, second.trace().lost(), "behind all of the first");
    }

    @Test
    void send_endsWhenInterrupted() throws Exception {
        var train = new ProbeTrain(1_000_000, 200, 10, 1);
        var task = new FutureTask<>(() -> {
            assertThrows(InterruptedException.class, () -> wire.send(train, SETTLE));
            return System.nanoTime();
        });
        var thread = new Thread(task);
        thread.start();
        long asked = System.nanoTime();
        thread.interrupt();
        assertTrue(
                task.get(10, TimeUnit.SECONDS) - asked < TimeUnit.SECONDS.toNanos(1), "at once, and not after a day");
        assertEquals(0, wire.send(TRAIN, SETTLE).came().earlier(), "nothing is sent any more");
    }

    @Test
    void send_saysWhatTheKernelRefuses() throws IOException {
        var refused = assertThrows(
                LinuxException.class, () -> wire.send(new ProbeTrain(10, 9000, 1000, 1), SETTLE), "above the MTU");
        assertEquals("EMSGSIZE", refused.errno().name());
        TwoHosts.run("ip", "-n", hosts.host1, "link", "set", "eth0", "down");
        assertEquals(
                "ENETDOWN",
                assertThrows(LinuxException.class, () -> wire.send(TRAIN, SETTLE))
                        .errno()
                        .name());
    }
}
