package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import chaos.linux.LinuxException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parameters change under traffic: nothing is lost, and nobody overtakes. */
@Tag("kernel")
class ChangeKernelTest {

    private static final int SIZE = 60;
    private static final int NUMBER_AT = 14;
    private static final int CHANGES = 40;

    /** A sender that was held up sends all that it owes at once. */
    private static final QueueLimit ROOM = new QueueLimit.Packets(100_000);

    private static Impairment late(int millis) {
        return Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(millis)));
    }

    @Test
    void change_underTraffic_losesAndReordersNothing() throws Exception {
        var forms = List.of(
                late(30),
                late(1),
                Impairment.NONE,
                late(5).withRate(RateLimit.of(BitRate.parse("100mbit"))).withQueue(ROOM),
                Impairment.NONE.withRate(RateLimit.of(BitRate.parse("50mbit"))).withQueue(ROOM),
                late(12));
        try (var lab = new Lab()) {
            var plane = lab.plane();
            plane.attach();
            lab.awaitConnected();
            try (var host1 = lab.frames(lab.host1, -1);
                    var host2 = lab.frames(lab.host2, -1)) {
                var ends = new AtomicBoolean();
                var sent = new AtomicReference<>(0);
                var sender = new Thread(() -> sent.set(send(host1, ends)), "sender");
                sender.start();
                change(plane, forms);
                ends.set(true);
                sender.join();
                var numbers = numbers(host2, sent.get());
                var drops = plane.stats(Direction.PORT2).dropsByCause();
                assertEquals(IntStream.range(0, sent.get()).boxed().toList(), numbers, drops::toString);
            } finally {
                plane.stop();
            }
        }
    }

    private static void change(PacketDataPlane plane, List<Impairment> forms) throws DataPlaneException {
        for (int i = 0; i < CHANGES; i++) {
            var applied = plane.apply(Direction.PORT2, forms.get(i % forms.size()));
            assertEquals(Transition.IN_PLACE_IN_ORDER, applied.transition());
            long until = System.nanoTime() + Duration.ofMillis(3 + i % 7).toNanos();
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }
    }

    /** A frame each 100 µs, which fits into each of the rates. */
    private static int send(chaos.linux.PacketSocket host, AtomicBoolean ends) {
        int number = 0;
        long next = System.nanoTime();
        try {
            while (!ends.get()) {
                if (System.nanoTime() >= next) {
                    var frame = ByteBuffer.allocate(SIZE)
                            .putLong(0x0200_0000_0002_0200L)
                            .putInt(1);
                    frame.putShort((short) 0x88B5).putInt(number++);
                    host.send(frame.clear());
                    next += 100_000;
                }
                Thread.onSpinWait();
            }
        } catch (LinuxException e) {
            throw new IllegalStateException(e);
        }
        return number;
    }

    private static List<Integer> numbers(chaos.linux.PacketSocket host, int sent) throws LinuxException {
        var numbers = new ArrayList<Integer>();
        for (var frame = host.receive(Duration.ofSeconds(2)); frame.isPresent() && numbers.size() < sent; ) {
            numbers.add(frame.get().getInt(NUMBER_AT));
            frame = host.receive(Duration.ofSeconds(2));
        }
        return numbers;
    }
}
