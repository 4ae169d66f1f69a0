package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Seed;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.engine.DropCause;
import chaos.engine.Engine;
import chaos.engine.EngineSettings;
import chaos.engine.Fates;
import chaos.linux.LinuxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of real packets is what the engine says of their numbers. */
@Tag("kernel")
class ImpairedKernelTest {

    private static final int PACKETS = 5000;
    private static final int SIZE = 100;
    private static final int NUMBER_AT = 14;
    private static final long SEED = 20_261_121;

    private static Lab lab;
    private static Crossing crossing;

    @BeforeAll
    static void open() throws IOException, LinuxException {
        lab = new Lab();
        lab.switchOn();
        crossing = new Crossing(lab);
    }

    @AfterAll
    static void close() throws IOException {
        crossing.close();
        lab.close();
    }

    /** What the engine says: how often a number comes out, how often corrupted. */
    private record Counted(TreeMap<Integer, Integer> came, TreeMap<Integer, Integer> corrupted) {

        Counted() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        void add(int number, int bits) {
            came.merge(number, 1, Integer::sum);
            if (bits > 0) {
                corrupted.merge(number, bits, Integer::sum);
            }
        }
    }

    private static Counted foretold(Impairment impairment) {
        var counted = new Counted();
        var engines = new ArrayList<Engine>();
        var engine = new Engine(impairment, EngineSettings.seeded(SEED), new Fates() {
            @Override
            public void delivered(long packet, boolean copy, long at, int corruptedBit) {
                int bits = 0;
                for (int bit = corruptedBit; bit != NO_BIT; bit = engines.get(0).nextCorruptedBit(bit)) {
                    bits++;
                }
                counted.add((int) packet, bits);
            }

            @Override
            public void dropped(long packet, boolean copy, long at, DropCause cause) {}
        });
        engines.add(engine);
        for (int i = 0; i < PACKETS; i++) {
            engine.offer(SIZE, i);
        }
        return counted;
    }

    private static Counted carried(Impairment impairment) throws IOException, LinuxException {
        crossing.toPort2.hold(impairment.withSeed(new Seed(SEED)), Optional.empty());
        var counted = new Counted();
        try (var host1 = lab.frames(lab.host1, -1);
                var host2 = lab.frames(lab.host2, -1)) {
            for (int i = 0; i < PACKETS; i++) {
                host1.send(frame(i));
            }
            var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            int expected = foretold(impairment).came().values().stream()
                    .mapToInt(i -> i)
                    .sum();
            for (int count = 0; count < expected && System.nanoTime() < deadline; ) {
                var frame = host2.receive(Duration.ofMillis(100));
                if (frame.isPresent()) {
                    count++;
                    note(counted, frame.get());
                }
            }
            host2.receive(Duration.ofMillis(50)).ifPresent(more -> note(counted, more));
        }
        return counted;
    }

    /** The number is there many times, so that a flipped bit or some do not hide it. */
    private static ByteBuffer frame(int number) {
        var frame = ByteBuffer.allocate(SIZE)
                .putLong(0x0200_0000_0002_0200L)
                .putInt(1)
                .putShort((short) 0x88B5);
        while (frame.remaining() >= Short.BYTES) {
            frame.putShort((short) number);
        }
        return frame.flip();
    }

    private static void note(Counted counted, ByteBuffer frame) {
        int number = 0;
        for (int bit = 0; bit < Short.SIZE; bit++) {
            int ones = 0;
            for (int at = NUMBER_AT; at < SIZE; at += Short.BYTES) {
                ones += frame.getShort(at) >>> bit & 1;
            }
            number |= (ones * 2 * Short.BYTES > SIZE - NUMBER_AT ? 1 : 0) << bit;
        }
        var sent = frame(number);
        int flipped = 0;
        for (int i = 0; i < SIZE; i++) {
            flipped += Integer.bitCount((sent.get(i) ^ frame.get(i)) & 0xFF);
        }
        counted.add(number, flipped);
    }

    @Test
    void loss_takesTheVeryPacketsThatTheEngineSays() throws IOException, LinuxException {
        var impairment = Impairment.NONE.withLoss(
                new LossModel.Bernoulli(Probability.ofPercent(10), Correlation.ofFraction(0.5)));
        var expected = foretold(impairment);
        assertTrue(expected.came().size() < PACKETS);
        assertEquals(expected, carried(impairment));
    }

    @Test
    void everything_isAsTheEngineSays() throws IOException, LinuxException {
        var impairment = Impairment.NONE
                .withLoss(new LossModel.Bernoulli(Probability.ofPercent(3), Correlation.NONE))
                .withDuplication(new Duplication(Probability.ofPercent(20), Correlation.NONE))
                .withCorruption(new Corruption.BitErrors(1e-3))
                .withLatency(new Latency.Constant(Duration.ofMillis(20)));
        var expected = foretold(impairment);
        assertTrue(expected.corrupted().values().stream().anyMatch(bits -> bits > 1));
        assertEquals(expected, carried(impairment));
    }

    @Test
    void latency_isKeptAndLatenessIsTold() throws IOException, LinuxException {
        crossing.toPort2.hold(
                Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(10))), Optional.empty());
        var took = new ArrayList<Long>();
        try (var host1 = lab.frames(lab.host1, -1);
                var host2 = lab.frames(lab.host2, -1)) {
            for (int i = 0; i < 100; i++) {
                long began = System.nanoTime();
                host1.send(frame(i));
                assertTrue(host2.receive(Duration.ofSeconds(5)).isPresent());
                took.add(System.nanoTime() - began);
            }
        }
        took.sort(null);
        assertTrue(took.get(0) >= 9_900_000, "the least was " + took.get(0));
        assertTrue(took.get(50) < 15_000_000, "the median was " + took.get(50));
        var lateness = crossing.toPort2.read(way -> way.delays().lateness());
        assertTrue(lateness.getTotalCount() >= 100, "lateness of " + lateness.getTotalCount());
        crossing.toPort2.hold(Impairment.NONE, Optional.empty());
    }

    /** More in flight than there is room for: the rest is dropped as the emulator's, and everything comes back. */
    @Test
    void buffers_areBoundedAndTold() throws IOException, LinuxException {
        var latency = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(300)));
        long limit = 1 << 20;
        try (var small = new Lab();
                var host1 = small.frames(small.host1, -1)) {
            small.switchOn();
            try (var narrow = new Crossing(small, 1500, limit)) {
                narrow.toPort2.hold(latency, Optional.empty());
                int sent = 3000;
                for (int i = 0; i < sent; i++) {
                    host1.send(frame(i));
                }
                long room = narrow.toPort2.read(way -> (long) way.engineLimit());
                Lab.await(
                        "all are gone",
                        () -> narrow.toPort2.read(
                                        way -> way.drops().all() + way.outlet().packets())
                                >= sent);
                long emulator = narrow.toPort2.read(way -> way.drops().of(DropCause.EMULATOR));
                assertEquals(sent - room, emulator);
                assertEquals(
                        room, Crossing.count(narrow.toPort2, way -> way.outlet().packets()));
                narrow.toPort2.hold(Impairment.NONE, Optional.empty());
                for (int i = 0; i < PACKETS; i++) {
                    host1.send(frame(i));
                }
                Lab.await(
                        "they pass",
                        () -> narrow.toPort2.read(way -> way.outlet().packets()) >= room + PACKETS);
            }
        }
    }
}
