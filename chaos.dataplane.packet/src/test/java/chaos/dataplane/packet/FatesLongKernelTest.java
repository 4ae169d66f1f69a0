package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Seed;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.engine.DropCause;
import chaos.engine.Engine;
import chaos.engine.EngineSettings;
import chaos.engine.Fates;
import chaos.linux.LinuxException;
import chaos.linux.PacketSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A million real frames have the very fates that the engine tells of a million packets with the same seed. */
@Tag("kernel-long")
class FatesLongKernelTest {

    private static final int PACKETS = 1_000_000;
    private static final int AT_ONCE = 5000;
    private static final int SIZE = 98;
    private static final int NUMBER_AT = 14;
    private static final long SEED = 20_261_121;

    private static final Impairment EVERYTHING = Impairment.NONE
            .withLoss(new LossModel.Bernoulli(Probability.ofPercent(10), Correlation.ofFraction(0.5)))
            .withDuplication(new Duplication(Probability.ofPercent(5), Correlation.ofFraction(0.3)))
            .withCorruption(new Corruption.BitErrors(1e-4));

    /** How often each number comes out, and with how many flipped bits in all. */
    private static final class Tally implements Fates {

        private final byte[] came = new byte[PACKETS];
        private final byte[] flipped = new byte[PACKETS];
        private Optional<Engine> engine = Optional.empty();
        private int deliveries;

        void add(int number, int bits) {
            came[number]++;
            flipped[number] += (byte) bits;
            deliveries++;
        }

        @Override
        public void delivered(long packet, boolean copy, long at, int corruptedBit) {
            int bits = 0;
            for (int bit = corruptedBit;
                    bit != NO_BIT;
                    bit = engine.orElseThrow().nextCorruptedBit(bit)) {
                bits++;
            }
            add((int) packet, bits);
        }

        @Override
        public void dropped(long packet, boolean copy, long at, DropCause cause) {}
    }

    @Test
    void million_hasTheFatesThatTheEngineTells() throws IOException, LinuxException {
        var told = new Tally();
        var engine = new Engine(EVERYTHING, EngineSettings.seeded(SEED), told);
        told.engine = Optional.of(engine);
        var seen = new Tally();
        try (var lab = new Lab()) {
            lab.switchOn();
            try (var crossing = new Crossing(lab);
                    var host1 = lab.frames(lab.host1, -1);
                    var host2 = lab.frames(lab.host2, -1)) {
                crossing.toPort2.hold(EVERYTHING.withSeed(new Seed(SEED)), Optional.empty());
                for (int first = 0; first < PACKETS; first += AT_ONCE) {
                    for (int i = first; i < first + AT_ONCE; i++) {
                        engine.offer(SIZE, i);
                        host1.send(frame(i));
                    }
                    receive(host2, seen, told.deliveries);
                }
                assertTrue(host2.receive(Duration.ofMillis(200)).isEmpty(), "and no more");
            }
        }
        assertEquals(told.deliveries, seen.deliveries);
        assertArrayEquals(told.came, seen.came);
        assertArrayEquals(told.flipped, seen.flipped);
    }

    private static void receive(PacketSocket host, Tally seen, int until) throws LinuxException {
        while (seen.deliveries < until) {
            var frame = host.receive(Duration.ofSeconds(10));
            assertTrue(frame.isPresent(), () -> seen.deliveries + " came, and no more");
            note(seen, frame.get());
        }
    }

    /** The number is there 21 times, so that some flipped bits do not hide it. */
    private static ByteBuffer frame(int number) {
        var frame = ByteBuffer.allocate(SIZE)
                .putLong(0x0200_0000_0002_0200L)
                .putInt(1)
                .putShort((short) 0x88B5);
        while (frame.hasRemaining()) {
            frame.putInt(number);
        }
        return frame.flip();
    }

    private static void note(Tally seen, ByteBuffer frame) {
        int number = 0;
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            int ones = 0;
            for (int at = NUMBER_AT; at < SIZE; at += Integer.BYTES) {
                ones += (frame.getInt(at) >>> bit) & 1;
            }
            number |= (ones * 2 * Integer.BYTES > SIZE - NUMBER_AT ? 1 : 0) << bit;
        }
        var sent = frame(number);
        int flips = 0;
        for (int i = 0; i < SIZE; i++) {
            flips += Integer.bitCount((sent.get(i) ^ frame.get(i)) & 0xFF);
        }
        seen.add(number, flips);
    }
}
