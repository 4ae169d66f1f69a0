package chaos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every bit that is flipped, as whoever carries the bytes is told of it. */
final class BitErrorTest {

    private static final Impairment NONE = Impairment.NONE;

    /** The flipped bits of every packet and copy that comes out, in the order in which they do. */
    private static final class Flips implements Fates {

        private final List<List<Integer>> all = new ArrayList<>();
        private Engine engine;

        private static Flips of(Impairment impairment, EngineSettings settings) {
            var flips = new Flips();
            flips.engine = new Engine(impairment, settings, flips);
            return flips;
        }

        private Flips offer(int packets, int bytes) {
            for (int i = 0; i < packets; i++) {
                engine.offer(bytes, 0);
            }
            engine.advance(Engine.MAX_TIME);
            return this;
        }

        @Override
        public void delivered(long packet, boolean copy, long at, int corruptedBit) {
            var bits = new ArrayList<Integer>();
            for (int bit = corruptedBit; bit != NO_BIT; bit = engine.nextCorruptedBit(bit)) {
                bits.add(bit);
            }
            all.add(bits);
        }

        @Override
        public void dropped(long packet, boolean copy, long at, DropCause cause) {
            throw new AssertionError("nothing is dropped: " + cause);
        }
    }

    private static Impairment errors(double rate) {
        return NONE.withCorruption(new Corruption.BitErrors(rate));
    }

    /** Of n bits, binomially many are flipped; a band of five standard errors fails once in 1.7 million. */
    @Property(tries = 25)
    void bits_areFlippedAtTheRateAskedFor(
            @ForAll @DoubleRange(min = -5, max = -0.4) double exponent,
            @ForAll @IntRange(min = 60, max = 1514) int bytes,
            @ForAll long seed) {
        double rate = Math.pow(10, exponent);
        int packets = 2000;
        double bits = 8.0 * bytes * packets;
        var flips = Flips.of(errors(rate), EngineSettings.seeded(seed)).offer(packets, bytes);
        double flipped = flips.all.stream().mapToInt(List::size).sum();
        assertEquals(bits * rate, flipped, 5 * Math.sqrt(bits * rate * (1 - rate)) + 1);
        for (var packet : flips.all) {
            var places = new BitSet();
            packet.forEach(places::set);
            assertEquals(places.stream().boxed().toList(), packet, "each once, in order");
            assertTrue(places.length() <= 8 * bytes);
        }
    }

    /** Whether one bit is flipped says nothing of its neighbour: both are in a share of rate squared. */
    @Test
    void bits_areIndependentOfTheirNeighbours() {
        int packets = 4000;
        double rate = 0.1;
        int bits = 8 * 500;
        var flips = Flips.of(errors(rate), EngineSettings.seeded(5)).offer(packets, bits / 8);
        long both = flips.all.stream()
                .mapToLong(packet -> IntStream.range(1, packet.size())
                        .filter(i -> packet.get(i) == packet.get(i - 1) + 1)
                        .count())
                .sum();
        double pairs = (double) packets * (bits - 1);
        // Neighbouring pairs share a bit, which doubles the variance at most: six standard errors of a share of 1 %.
        assertEquals(rate * rate, both / pairs, 6 * Math.sqrt(2 * rate * rate / pairs));
    }

    /** Chi-square with 255 degrees of freedom is below 366 but once in 200,000 times; the seed is fixed. */
    @Test
    void oneBitOfAShare_isAnywhereInTheFrame() {
        for (var corruption :
                List.of(new Corruption.Share(Probability.ALWAYS, Correlation.NONE), new Corruption.BitErrors(1e-3))) {
            int packets = 100_000;
            int bytes = 256;
            var counts = new int[bytes];
            var flips = Flips.of(NONE.withCorruption(corruption), EngineSettings.seeded(3))
                    .offer(packets, bytes);
            flips.all.forEach(bits -> bits.forEach(bit -> counts[bit / 8]++));
            double expected = IntStream.of(counts).average().orElseThrow();
            double chiSquare = IntStream.of(counts)
                    .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                    .sum();
            assertTrue(chiSquare < 366, corruption + ": " + chiSquare);
        }
    }

    @Test
    void aShare_flipsOneBit() {
        var all = new Corruption.Share(Probability.ALWAYS, Correlation.NONE);
        var flips = Flips.of(NONE.withCorruption(all), EngineSettings.seeded(1)).offer(1000, 60);
        assertTrue(flips.all.stream().allMatch(bits -> bits.size() == 1));
    }

    @Test
    void everyBit_isFlippedAtARateOfOne() {
        var flips = Flips.of(errors(1), EngineSettings.seeded(1)).offer(1, 9000);
        assertEquals(List.of(IntStream.range(0, 72_000).boxed().toList()), flips.all);
    }

    @Test
    void aRateOfNearlyNothing_flipsNothing() {
        assertEquals(
                List.of(List.of()),
                Flips.of(errors(Double.MIN_VALUE), EngineSettings.seeded(1)).offer(1, Engine.MAX_BYTES).all);
    }

    /** They are the seed's, whichever way the packets go. */
    @Test
    void bits_areTheSameAtOnceAndInFlight() {
        var twice = errors(1e-3).withDuplication(new Duplication(Probability.ofPercent(50), Correlation.NONE));
        var atOnce = Flips.of(twice, EngineSettings.seeded(9)).offer(500, 1514);
        var late = twice.withLatency(new Latency.Constant(Duration.ofMillis(1)))
                .withRate(RateLimit.of(BitRate.parse("1gbit")).withBurst(new ByteCount(3000)));
        assertEquals(atOnce.all, Flips.of(late, new EngineSettings(9, 5000)).offer(500, 1514).all);
        assertTrue(atOnce.all.stream().anyMatch(bits -> bits.size() > 5));
    }

    /** What was decided when it came stays, whatever is held when it comes out. */
    @Test
    void bits_ofPacketsInFlightStayWhatTheyWere() {
        var late = errors(1e-3).withLatency(new Latency.Constant(Duration.ofMillis(1)));
        var settings = new EngineSettings(9, 1000);
        var undisturbed = Flips.of(late, settings).offer(100, 1514);
        var changed = Flips.of(late, settings);
        LongStream.range(0, 100).forEach(i -> changed.engine.offer(1514, 0));
        changed.engine.change(errors(0.1), OptionalLong.of(77), 10);
        changed.engine.advance(Engine.MAX_TIME);
        assertEquals(undisturbed.all, changed.all);
    }
}
