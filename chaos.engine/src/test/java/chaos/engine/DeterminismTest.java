package chaos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution.Shape;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same seed and the same packets have the same fates on every machine and every Java: their hashes are committed. A
 * row of {@code fates.psv} is a seed, the hash of the short form and the hash of the long one.
 */
final class DeterminismTest {

    private static final int SEEDS = 20;
    private static final int SHORT = 100_000;
    private static final int LONG = 10_000_000;
    private static final Correlation NONE = Correlation.NONE;

    @Test
    void fates_areThoseCommitted() throws IOException {
        assertEquals(committed(1), hashes(SHORT));
    }

    /** Ten million fates of each of twenty seeds. */
    @Test
    @Tag("long")
    void tenMillionFates_areThoseCommitted() throws IOException {
        assertEquals(committed(2), hashes(LONG));
    }

    private static List<String> committed(int column) throws IOException {
        try (InputStream rows = DeterminismTest.class.getResourceAsStream("fates.psv")) {
            var text = new String(rows.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(line -> line.split("\\|", -1)[column]).toList();
        }
    }

    private static List<String> hashes(int fates) {
        var hashes = new ArrayList<String>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            hashes.add(Long.toHexString(hash(seed, fates)));
        }
        return hashes;
    }

    /** Odd seeds go through a bucket and a queue, even ones through the shortest way. */
    private static long hash(int seed, int fates) {
        var hash = new Hash();
        var engine = new Engine(seed % 2 == 1 ? composite() : correlated(), EngineSettings.seeded(seed), hash);
        long at = 0;
        while (hash.told < fates) {
            engine.offer(60 + (int) (at % 1441), at);
            at += 700 + at % 997;
        }
        return hash.value;
    }

    private static Impairment composite() {
        return with(Shape.NORMAL, NONE, new LossModel.GilbertElliott(of(0.01), of(0.2), of(0.9), of(0.001)))
                .withDuplication(new Duplication(of(0.01), NONE))
                .withReordering(new Reordering(of(0.02), NONE, 2))
                .withCorruption(new Corruption.Share(of(0.005), NONE))
                .withRate(RateLimit.of(BitRate.parse("4gbit")).withBurst(new ByteCount(20_000)))
                .withQueue(new QueueLimit.Packets(50));
    }

    private static Impairment correlated() {
        var half = Correlation.ofFraction(0.5);
        return with(Shape.EXPONENTIAL, half, new LossModel.FourState(of(0.01), of(0.3), of(0.2), of(0.4), of(0.005)))
                .withDuplication(new Duplication(of(0.01), half))
                .withCorruption(new Corruption.BitErrors(1e-6));
    }

    private static Impairment with(Shape shape, Correlation correlation, LossModel loss) {
        return Impairment.NONE
                .withLatency(
                        new Latency.Stochastic(Duration.ofMillis(2), Duration.ofNanos(300_000), shape, correlation))
                .withLoss(loss);
    }

    private static Probability of(double fraction) {
        return Probability.ofFraction(fraction);
    }

    /** FNV-1a over what is told, a number at a time, of as many fates as were asked for and the rest of their offer. */
    private static final class Hash implements Fates {

        private static final long PRIME = 0x100000001b3L;

        private long value = 0xcbf29ce484222325L;
        private int told;

        @Override
        public void delivered(long packet, boolean copy, long at, int bit) {
            add(packet, copy ? 1 : 0, at, bit);
        }

        @Override
        public void dropped(long packet, boolean copy, long at, DropCause cause) {
            add(packet, copy ? 1 : 0, at, number(cause));
        }

        private static int number(DropCause cause) {
            return switch (cause) {
                case LOSS -> -2;
                case QUEUE -> -3;
                case EMULATOR -> -4;
                case OVERSIZE -> -5;
            };
        }

        private void add(long... numbers) {
            for (long number : numbers) {
                value = (value ^ number) * PRIME;
            }
            value ^= value >>> 32;
            told++;
        }
    }
}
