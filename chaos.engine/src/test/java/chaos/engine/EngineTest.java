package chaos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.distribution.LatencyTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One rule of the kernel's order of decisions after the other. */
final class EngineTest {

    private static final Impairment NONE = Impairment.NONE;
    private static final Duplication TWICE = new Duplication(Probability.ALWAYS, Correlation.NONE);
    private static final LossModel ALL = new LossModel.Bernoulli(Probability.ALWAYS, Correlation.NONE);
    private static final LossModel HALF = new LossModel.Bernoulli(Probability.ofPercent(50), Correlation.NONE);
    /** 1000 bytes take 1000 ns. */
    private static final RateLimit RATE = RateLimit.of(BitRate.parse("8gbit")).withBurst(new ByteCount(2000));

    private final Recorded fates = new Recorded();

    private Engine engine(Impairment impairment) {
        return new Engine(impairment, EngineSettings.seeded(1), fates);
    }

    private static Latency constant(long nanos) {
        return new Latency.Constant(Duration.ofNanos(nanos));
    }

    private List<String> after(Impairment impairment, long... arrivals) {
        var engine = engine(impairment);
        LongStream.of(arrivals).forEach(at -> engine.offer(1000, at));
        engine.advance(Engine.MAX_TIME);
        return fates.texts();
    }

    @Test
    void nothing_passesAtOnce() {
        assertEquals(List.of("0@5", "1@5"), after(NONE, 5, 5));
    }

    @Test
    void latency_isAdded() {
        assertEquals(List.of("0@105", "1@107"), after(NONE.withLatency(constant(100)), 5, 7));
    }

    /** Three entries take the modulo that is no power of two; 4 standard errors of a third of 3000 are 114. */
    @Test
    void latency_isDrawnFromTheTableThatIsGiven() {
        var three = LatencyTable.of((short) -8192, (short) 0, (short) 12_288);
        for (var correlation : List.of(Correlation.NONE, Correlation.ofFraction(0.1))) {
            var latency = new Latency.Stochastic(
                    Duration.ofNanos(100_000), Duration.ofNanos(1000), new Distribution.Table("three"), correlation);
            var told = new Recorded();
            var settings = new EngineSettings(1, EngineSettings.NO_LIMIT, name -> three);
            var engine = new Engine(NONE.withLatency(latency), settings, told);
            for (int i = 0; i < 3000; i++) {
                engine.offer(100, 0);
            }
            var times = told.all().stream().map(Recorded.Fate::at).toList();
            assertEquals(Set.of(99_000L, 100_000L, 101_500L), Set.copyOf(times));
            for (long time : Set.copyOf(times)) {
                assertEquals(1000, Collections.frequency(times, time), 120);
            }
        }
    }

    @Test
    void latency_refusesATableThatIsNotHere() {
        var latency = new Latency.Stochastic(
                Duration.ofMillis(1), Duration.ofNanos(1), new Distribution.Table("three"), Correlation.NONE);
        var refusal = assertThrows(IllegalArgumentException.class, () -> engine(NONE.withLatency(latency)));
        assertTrue(refusal.getMessage().contains("there is no table \"three\""), refusal.getMessage());
    }

    @Test
    void loss_isTold() {
        assertEquals(List.of("0 loss"), after(NONE.withLoss(ALL), 5));
    }

    @Test
    void duplication_makesOneCopyThatComesFirst() {
        assertEquals(List.of("0'@5", "0@5"), after(NONE.withDuplication(TWICE), 5));
    }

    @Test
    void duplication_andLossTogetherLeaveOneAndNothingIsDropped() {
        assertEquals(List.of("0@5"), after(NONE.withDuplication(TWICE).withLoss(ALL), 5));
    }

    /** Of those that are not lost (1/2), each copy is lost on its own (1/2): 1/2 + 1/2 + 1/4 come out of one. */
    @Test
    void copy_isLostOnItsOwn() {
        int packets = 100_000;
        var engine = engine(NONE.withDuplication(TWICE).withLoss(HALF));
        for (int i = 0; i < packets; i++) {
            engine.offer(100, i);
        }
        long copies = fates.all().stream()
                .filter(fate -> fate.copy() && fate.cause().isEmpty())
                .count();
        long lost = fates.all().stream().filter(fate -> !fate.cause().isEmpty()).count();
        // Five standard deviations of a share of 1/4: a false alarm in two million seeds.
        assertEquals(0.25, (double) copies / packets, 5 * Math.sqrt(0.25 * 0.75 / packets));
        assertEquals(0.25, (double) lost / packets, 5 * Math.sqrt(0.25 * 0.75 / packets));
        assertEquals(packets + copies + lost, fates.all().size());
    }

    @Test
    void limit_dropsTheOriginalAndMakesNoCopy() {
        var engine =
                new Engine(NONE.withDuplication(TWICE).withLatency(constant(100)), new EngineSettings(1, 2), fates);
        engine.offer(1000, 0);
        engine.offer(1000, 1);
        assertEquals(List.of("1 emulator"), fates.texts());
        assertEquals(2, engine.inFlight());
        assertEquals(2000, engine.backlogBytes());
    }

    @Test
    void reordering_withAGapLetsEveryGapthPacketSkip() {
        var always = new Reordering(Probability.ALWAYS, Correlation.NONE, 3);
        assertEquals(
                List.of("0@100", "1@101", "2@2", "3@103", "4@104", "5@5"),
                after(NONE.withLatency(constant(100)).withReordering(always), 0, 1, 2, 3, 4, 5));
    }

    @Test
    void corruption_flipsABitOfThePacket() {
        var all = new Corruption.Share(Probability.ALWAYS, Correlation.NONE);
        var engine = engine(NONE.withCorruption(all));
        for (int i = 0; i < 1000; i++) {
            engine.offer(60, i);
        }
        assertTrue(fates.all().stream().allMatch(fate -> fate.bit() >= 0 && fate.bit() < 480));
        assertTrue(fates.all().stream().map(Recorded.Fate::bit).distinct().count() > 300);
    }

    @Test
    void oversize_isDroppedBeforeAnythingIsDrawn() {
        var engine = engine(NONE.withRate(RATE).withDuplication(TWICE));
        engine.offer(2001, 0);
        engine.offer(2000, 0);
        engine.advance(10_000);
        assertEquals(List.of("0 oversize", "1'@0", "1@2000"), fates.texts());
    }

    @Test
    void rate_letsABurstPassAndThenSpacesPackets() {
        assertEquals(List.of("0@0", "1@0", "2@1000", "3@2000"), after(NONE.withRate(RATE), 0, 0, 0, 0));
    }

    @Test
    void rate_countsOverheadAndCells() {
        var atm = new RateLimit(BitRate.parse("8gbit"), Optional.of(new ByteCount(1)), 8, OptionalInt.of(48));
        assertEquals(53, new TokenBucket(atm, 0).cost(40));
        assertEquals(106, new TokenBucket(atm, 0).cost(41));
    }

    @Test
    void queue_overARateHoldsExactlyItsLimit() {
        var impairment = NONE.withRate(RATE).withQueue(new QueueLimit.Packets(2));
        assertEquals(List.of("0@0", "1@0", "4 queue", "2@1000", "3@2000"), after(impairment, 0, 0, 0, 0, 0));
    }

    @Test
    void queue_inTimeHoldsTheBytesOfThatTime() {
        var impairment = NONE.withRate(RATE).withQueue(new QueueLimit.Time(Duration.ofNanos(2999)));
        assertEquals(List.of("0@0", "1@0", "4 queue", "2@1000", "3@2000"), after(impairment, 0, 0, 0, 0, 0));
    }

    /** What falls due while the bucket holds a packet reaches the queue only when it asks for the next. */
    @Test
    void queue_underTheEmulatorIsFilledWhenTheBucketAsks() {
        var impairment = NONE.withLatency(constant(100)).withRate(RATE).withQueue(new QueueLimit.Packets(1));
        assertEquals(List.of("0@100", "1@101", "2@1100", "4 queue", "3@2100"), after(impairment, 0, 1, 2, 3, 4));
    }

    @Test
    void reordered_packetsPassTheQueueBy() {
        var third = new Reordering(Probability.ALWAYS, Correlation.NONE, 4);
        var impairment = NONE.withLatency(constant(100)).withReordering(third).withRate(RATE);
        var engine = engine(impairment);
        LongStream.of(0, 0, 0, 150).forEach(at -> engine.offer(1000, at));
        engine.advance(Engine.MAX_TIME);
        assertEquals(List.of("0@100", "1@100", "2@1100", "3@2100"), fates.texts());
        assertEquals(1, engine.reordered());
    }

    @Test
    void preserve_neverLetsAPacketOvertake() {
        var jitter = new Latency.Stochastic(
                Duration.ofMillis(10),
                Duration.ofMillis(5),
                chaos.api.impairment.Distribution.Shape.NORMAL,
                Correlation.NONE);
        var engine = engine(NONE.withLatency(jitter).withOrdering(Ordering.PRESERVE));
        for (int i = 0; i < 10_000; i++) {
            engine.offer(100, i * 1000L);
        }
        long last = 0;
        for (var fate : fates.all()) {
            assertTrue(fate.at() >= last);
            last = fate.at();
        }
    }

    @Test
    void change_keepsWhatIsInFlightAndItsTimes() {
        var engine = engine(NONE.withLatency(constant(1000)).withRate(RATE));
        engine.offer(1000, 0);
        engine.change(NONE.withLatency(constant(10)).withRate(RATE), OptionalLong.empty(), 5);
        engine.offer(1000, 6);
        engine.change(NONE, OptionalLong.empty(), 7);
        engine.offer(1000, 8);
        engine.advance(2000);
        assertEquals(List.of("2@8", "1@16", "0@1000"), fates.texts());
    }

    @Test
    void change_withASeedStartsTheStreamsAgain() {
        var engine = engine(NONE.withLoss(HALF));
        for (int i = 0; i < 50; i++) {
            engine.offer(100, i);
        }
        engine.change(NONE.withLoss(HALF), OptionalLong.of(1), 100);
        for (int i = 0; i < 50; i++) {
            engine.offer(100, 100 + i);
        }
        var causes = fates.all().stream().map(Recorded.Fate::cause).toList();
        assertEquals(causes.subList(0, 50), causes.subList(50, 100));
    }

    /** The draws of one purpose stay where they are when another impairment comes. */
    @Test
    void streams_areIndependentOfEachOther() {
        var alone = lossesOf(NONE.withLoss(HALF));
        assertEquals(alone, lossesOf(NONE.withLoss(HALF).withLatency(constant(10))));
        assertEquals(
                alone,
                lossesOf(NONE.withLoss(HALF)
                        .withCorruption(new Corruption.Share(Probability.ofPercent(30), Correlation.NONE))));
        assertEquals(alone, lossesOf(NONE.withLoss(HALF).withRate(RATE)));
    }

    private static List<Long> lossesOf(Impairment impairment) {
        var recorded = new Recorded();
        var engine = new Engine(impairment, EngineSettings.seeded(7), recorded);
        for (int i = 0; i < 1000; i++) {
            engine.offer(100, i * 1000L);
        }
        return recorded.all().stream()
                .filter(fate -> fate.cause().equals("loss"))
                .map(Recorded.Fate::packet)
                .toList();
    }

    @Test
    void bounds_areRefusedWithTheirValue() {
        var engine = engine(NONE.withLatency(new Latency.Constant(Latency.MAX)));
        engine.offer(1, 10);
        for (var refused : List.<Runnable>of(
                () -> engine.offer(0, 10),
                () -> engine.offer(Engine.MAX_BYTES + 1, 10),
                () -> engine.offer(1, 9),
                () -> engine.offer(1, Long.MAX_VALUE),
                () -> engine.advance(-1))) {
            assertThrows(IllegalArgumentException.class, refused::run);
        }
        engine.offer(1, Engine.MAX_TIME);
        assertEquals(Engine.MAX_TIME + Latency.MAX.toNanos(), fates.all().get(1).at());
        assertThrows(IllegalArgumentException.class, () -> engine(NONE.withRate(RateLimit.of(BitRate.parse("1mbit")))));
    }

    /**
     * Whoever carries the bytes knows by it which they are: with the packet, with its copy, and with what is dropped.
     */
    @Test
    void tag_isToldWithEachFateOfItsPacket() {
        var told = new ArrayList<String>();
        var engines = new ArrayList<Engine>();
        var tagged = new Fates() {
            @Override
            public void delivered(long packet, boolean copy, long at, int corruptedBit) {
                told.add(packet + (copy ? "'" : "") + " tag " + engines.get(0).toldTag());
            }

            @Override
            public void copied(long packet) {
                told.add(packet + " copied tag " + engines.get(0).toldTag());
            }

            @Override
            public void dropped(long packet, boolean copy, long at, DropCause cause) {
                told.add(packet + " " + cause + " tag " + engines.get(0).toldTag());
            }
        };
        var impairment = NONE.withDuplication(TWICE).withLatency(constant(100));
        engines.add(new Engine(impairment, new EngineSettings(1, 2), tagged));
        engines.get(0).offer(60, 0, 7);
        engines.get(0).offer(60, 50, 9);
        engines.get(0).advance(1000);
        assertEquals(List.of("0 copied tag 7", "1 EMULATOR tag 9", "0' tag 7", "0 tag 7"), told);
    }

    @Test
    void extremes_ofRateAndTimeDoNotOverflow() {
        var slow = RateLimit.of(new BitRate(8)).withBurst(new ByteCount(274));
        assertEquals(List.of("0 oversize"), after(NONE.withRate(slow), Engine.MAX_TIME));
        var fast = RateLimit.of(new BitRate(BitRate.MAX)).withBurst(new ByteCount(34_250_000_000_000L));
        var engine = engine(NONE.withRate(fast).withQueue(new QueueLimit.Time(Latency.MAX)));
        engine.offer(Engine.MAX_BYTES, Engine.MAX_TIME);
        assertEquals("0@" + Engine.MAX_TIME, fates.texts().get(1));
        assertEquals(274_000_000_000L, new TokenBucket(slow, 0).cost(274));
    }
}
