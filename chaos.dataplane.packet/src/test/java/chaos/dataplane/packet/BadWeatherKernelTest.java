package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.engine.DropCause;
import chaos.linux.LinuxException;
import chaos.linux.PacketSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A port that takes nothing, or goes away, or a thread that does not get the processor. */
@Tag("kernel")
class BadWeatherKernelTest {

    private static final int PACKETS = 500;

    private Lab lab;
    private Crossing crossing;
    private PacketSocket host1;

    @BeforeEach
    void open() throws IOException, LinuxException {
        lab = new Lab();
        lab.switchOn();
        crossing = new Crossing(lab);
        host1 = lab.frames(lab.host1, -1);
    }

    @AfterEach
    void close() throws IOException {
        host1.close();
        crossing.close();
        lab.close();
    }

    private static ByteBuffer frame(int size) {
        var frame = ByteBuffer.allocate(size)
                .putLong(0x0200_0000_0002_0200L)
                .putInt(1)
                .putShort((short) 0x88B5);
        return frame.clear();
    }

    private void send(int packets, int size) throws LinuxException {
        for (int i = 0; i < packets; i++) {
            host1.send(frame(size));
        }
    }

    private long sent() {
        return Crossing.count(crossing.toPort2, way -> way.outlet().packets());
    }

    private long portDrops() {
        return Crossing.count(crossing.toPort2, way -> way.drops().ofPort());
    }

    @Test
    void portIsDown_dropsAreCountedAndItRecovers() throws IOException, LinuxException {
        lab.ip("link", "set", "p2", "down");
        send(PACKETS, 100);
        Lab.await("the drops", () -> portDrops() == PACKETS);
        assertEquals(0, sent());
        lab.ip("link", "set", "p2", "up");
        Lab.await("p2 is up", () -> lab.ip("link", "show", "p2").contains("state UP"));
        send(PACKETS, 100);
        Lab.await("they pass", () -> sent() == PACKETS);
        assertEquals(PACKETS, portDrops());
    }

    /** Also the port that packets come in by: its socket is told once, and hears again when it is on. */
    @Test
    void receivingPortIsDownAndUpAgain_goesOn() throws IOException, LinuxException {
        lab.ip("link", "set", "p1", "down");
        lab.ip("link", "set", "p1", "up");
        Lab.await("p1 is up", () -> lab.ip("link", "show", "p1").contains("state UP"));
        send(PACKETS, 100);
        Lab.await("they pass", () -> sent() == PACKETS);
    }

    @Test
    void portIsRemoved_dropsAreCountedAndNothingSpins() throws IOException, LinuxException {
        lab.ip("link", "del", "p2");
        send(PACKETS, 100);
        Lab.await("the drops", () -> portDrops() == PACKETS);
        lab.ip("link", "del", "p1");
        long turns = Crossing.count(crossing.toPort2, way -> way.turns());
        for (int i = 0; i < 10; i++) {
            Crossing.count(crossing.toPort2, way -> way.turns());
        }
        long more = Crossing.count(crossing.toPort2, way -> way.turns()) - turns;
        assertTrue(more < 100, "it went round " + more + " times for ten questions");
    }

    /** The port's qdisc takes less than comes: what it does not take for too long is a drop of the port's. */
    @Test
    void portIsSlow_dropsAreBoundedAndCountedAndItRecovers() throws IOException, LinuxException {
        Lab.run(
                "tc",
                "-n",
                lab.appliance,
                "qdisc",
                "add",
                "dev",
                "p2",
                "root",
                "tbf",
                "rate",
                "1mbit",
                "burst",
                "2000",
                "limit",
                "3000");
        long began = System.nanoTime();
        send(PACKETS, 1000);
        Lab.await("all are gone", () -> sent() + portDrops() == PACKETS);
        assertTrue(portDrops() > 0 && sent() > 0, sent() + " passed");
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(3).toNanos(), "nobody waits for a full port");
        Lab.run("tc", "-n", lab.appliance, "qdisc", "del", "dev", "p2", "root");
        long before = sent();
        send(PACKETS, 1000);
        Lab.await("they pass", () -> sent() == before + PACKETS);
    }

    @Test
    void frameIsLongerThanThePortTakes_isOversize() throws IOException, LinuxException {
        Lab.run("ip", "-n", lab.host1, "link", "set", "eth0", "mtu", "9000");
        lab.ip("link", "set", "p1", "mtu", "9000");
        send(10, 1515); // it fits into a slot
        send(10, 9014);
        Lab.await(
                "they are dropped",
                () -> Crossing.count(crossing.toPort2, way -> way.drops().of(DropCause.OVERSIZE)) == 20);
        assertEquals(0, sent());
    }

    /** A thread that was kept from its work says so. */
    @Test
    void thread_thatIsKeptFromItsWorkSaysThatItWasLate() throws IOException, LinuxException {
        var latency = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(20)));
        crossing.toPort2.hold(latency, Optional.empty());
        var held = new CountDownLatch(1);
        var letGo = new Thread(() -> {
            long until = System.nanoTime() + Duration.ofMillis(100).toNanos();
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            held.countDown();
        });
        Crossing.count(crossing.toPort2, way -> {
            send(10, 100);
            letGo.start(); // from here: on a busy machine its time would be over before this thread is held
            awaitQuietly(held);
            return 0L;
        });
        Lab.await("it was told", () -> crossing.late.get() >= 10);
        assertTrue(crossing.toPort2.read(way -> way.delays().lateness()).getMaxValue() > 50_000_000);
    }

    /** What came meanwhile is more than a batch; each has its latency from when it came, not from when it was read. */
    @Test
    void thread_thatWasStoppedKeepsTheLatencyOfWhatCameMeanwhile() throws IOException, LinuxException {
        var latency = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofSeconds(2)));
        crossing.toPort2.hold(latency, Optional.empty());
        var held = new CountDownLatch(1);
        var sent = new long[PACKETS];
        try (var host2 = lab.frames(lab.host2, -1)) {
            host2.stampArrivals();
            var sender = new Thread(() -> {
                sendEachMillisecond(sent);
                held.countDown();
            });
            Crossing.count(crossing.toPort2, way -> {
                sender.start();
                awaitQuietly(held);
                return 0L;
            });
            for (int i = 0; i < PACKETS; i++) {
                int number = i;
                assertTrue(host2.receive(Duration.ofSeconds(10)).isPresent(), () -> "frame " + number);
                long took = host2.receivedAt() - sent[i];
                assertTrue(took > 1_999_000_000 && took < 2_090_000_000, () -> "frame " + number + " took " + took);
            }
        }
    }

    /** A ring of 64 MiB has 32,768 places for frames of this MTU. */
    @Test
    void thread_thatWasStoppedForLong_countsWhatFoundNoRoom() throws IOException, LinuxException {
        crossing.close();
        crossing = new Crossing(lab, 1500, 128 << 20);
        int sent = 40_000;
        var held = new CountDownLatch(1);
        var sender = new Thread(() -> {
            sendQuietly(sent);
            held.countDown();
        });
        Crossing.count(crossing.toPort2, way -> {
            sender.start();
            awaitQuietly(held);
            return 0L;
        });
        Lab.await("all are sent or counted", () -> sent() + overruns() >= sent);
        long lost = overruns();
        assertTrue(lost > 7000 && lost < 7300, () -> "lost " + lost); // the hosts' own frames come as well
        assertEquals(lost, Crossing.count(crossing.toPort2, way -> way.drops().of(DropCause.EMULATOR)));
    }

    private long overruns() {
        return Crossing.count(crossing.toPort2, way -> way.intake().overruns());
    }

    private void sendQuietly(int packets) {
        try {
            send(packets, 100);
        } catch (LinuxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sendEachMillisecond(long[] sent) {
        long next = System.nanoTime();
        for (int i = 0; i < sent.length; i++) {
            while (System.nanoTime() < next) {
                Thread.onSpinWait();
            }
            next += 1_000_000;
            var now = Instant.now();
            sent[i] = now.getEpochSecond() * 1_000_000_000 + now.getNano();
            try {
                host1.send(frame(100));
            } catch (LinuxException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Any fault of its own will do; here the listener's. */
    @Test
    void thread_thatEndsByAFaultIsTold() throws IOException, LinuxException {
        var ended = new AtomicReference<Throwable>();
        var ends = new Wires.Ends(
                lab.namespace(lab.appliance), lab.index(lab.appliance, "p1"), lab.index(lab.appliance, "p2"));
        var wires = Wires.open(ends, new FrameBuffers(Crossing.LIMIT, 1500, 64));
        var faulty = Forwarder.start("faulty", wires, Duration.ofNanos(1), new LatenessWatch.Listener() {
            @Override
            public void late(long packets, long most) {
                throw new IllegalStateException("a fault");
            }

            @Override
            public void ended(Throwable cause) {
                ended.set(cause);
            }
        });
        faulty.open();
        send(1, 100);
        Lab.await("it was told", () -> ended.get() != null);
        var refused = assertThrows(IllegalStateException.class, () -> faulty.read(Forwarder::turns));
        assertTrue(refused.getMessage().contains("faulty has ended"), refused.getMessage());
        faulty.close();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
