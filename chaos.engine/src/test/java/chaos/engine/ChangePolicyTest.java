package chaos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A change under traffic: what the packets in flight, and those that come after it, see of it. */
final class ChangePolicyTest {

    private static final Impairment NONE = Impairment.NONE;
    private static final EngineSettings IN_ORDER = EngineSettings.seeded(1).changing(ChangePolicy.IN_ORDER);
    private static final int STEPS = 400;
    private static final int MILLI = 1_000_000;
    /** 1000 bytes take 1000 ns. */
    private static final RateLimit RATE = RateLimit.of(BitRate.parse("8gbit")).withBurst(new ByteCount(2000));

    /** Traffic with changes in it, of which the same seed makes the same. */
    private static final class Traffic {

        private final SplittableRandom random;
        private final Recorded fates = new Recorded();
        private final List<Long> boundaries = new ArrayList<>();
        private final Engine engine;
        private long packets;
        private long at;

        private Traffic(Impairment first, EngineSettings settings, long seed) {
            this.random = new SplittableRandom(seed);
            this.engine = new Engine(first, settings, fates);
        }

        private void packet() {
            at += random.nextInt(MILLI / 2);
            packets++;
            engine.offer(random.nextInt(60, 1500), at);
        }

        private void change(Impairment to) {
            boundaries.add(packets);
            engine.change(to, OptionalLong.empty(), at);
        }

        private List<Recorded.Fate> outcome() {
            engine.advance(Engine.MAX_TIME);
            return fates.all().stream()
                    .sorted(Comparator.comparingLong(Recorded.Fate::at))
                    .toList();
        }
    }

    private static Impairment anything(SplittableRandom random) {
        var impairment = NONE;
        if (random.nextInt(3) > 0) {
            impairment = impairment.withLatency(latency(random));
            if (random.nextBoolean()) {
                impairment = impairment.withReordering(new Reordering(Probability.ofPercent(20), Correlation.NONE, 1));
            } else if (random.nextBoolean()) {
                impairment = impairment.withOrdering(Ordering.PRESERVE);
            }
        }
        if (random.nextBoolean()) {
            impairment = impairment.withDuplication(new Duplication(Probability.ofPercent(20), Correlation.NONE));
        }
        return random.nextBoolean() ? impairment.withRate(rate(random)) : impairment;
    }

    private static Latency latency(SplittableRandom random) {
        var mean = Duration.ofNanos(random.nextInt(20 * MILLI));
        return random.nextBoolean()
                ? new Latency.Constant(mean)
                : new Latency.Stochastic(
                        mean, Duration.ofNanos(3 * MILLI), Distribution.Shape.NORMAL, Correlation.NONE);
    }

    private static RateLimit rate(SplittableRandom random) {
        return RateLimit.of(new BitRate(8L * random.nextInt(1_000_000, 100_000_000)))
                .withBurst(new ByteCount(random.nextInt(1522, 10_000)));
    }

    /** Whatever is changed into whatever: all come out, and none before one that came before a change it came after. */
    @Property(tries = 300)
    void inOrder_nobodyOvertakesAcrossAChange(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        int limit = random.nextBoolean() ? EngineSettings.NO_LIMIT : 1_000_000;
        var settings = new EngineSettings(seed, limit).changing(ChangePolicy.IN_ORDER);
        var traffic = new Traffic(anything(random), settings, seed);
        for (int i = 0; i < STEPS; i++) {
            traffic.packet();
            if (random.nextInt(20) == 0) {
                traffic.change(anything(random));
            }
        }
        var outcome = traffic.outcome();
        assertTrue(outcome.stream().allMatch(fate -> fate.cause().isEmpty()), "nothing is lost");
        assertEquals(
                STEPS, outcome.stream().map(Recorded.Fate::packet).distinct().count());
        for (long boundary : traffic.boundaries) {
            int last = -1;
            int first = Integer.MAX_VALUE;
            for (int i = 0; i < outcome.size(); i++) {
                if (outcome.get(i).packet() < boundary) {
                    last = i;
                } else {
                    first = Math.min(first, i);
                }
            }
            assertTrue(last < first, "change before packet " + boundary + ": " + outcome);
        }
    }

    /** With constant latencies every time follows: one's own, or that of the last one before the change. */
    @Property(tries = 100)
    void inOrder_packetsAreDueAtTheirOwnTimeOrWithTheLastOfTheirElders(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var traffic = new Traffic(NONE, new EngineSettings(1, 1_000_000).changing(ChangePolicy.IN_ORDER), seed);
        long latency = 0;
        long floor = 0;
        long latest = 0;
        var expected = new ArrayList<String>();
        for (int i = 0; i < STEPS; i++) {
            if (random.nextInt(10) == 0) {
                latency = random.nextInt(3) == 0 ? 0 : random.nextInt(20 * MILLI);
                floor = latest;
                traffic.change(NONE.withLatency(new Latency.Constant(Duration.ofNanos(latency))));
            }
            traffic.packet();
            long due = Math.max(traffic.at + latency, floor);
            latest = Math.max(latest, due);
            expected.add(i + "@" + due);
        }
        assertEquals(
                expected,
                traffic.outcome().stream().map(Recorded.Fate::toString).toList());
    }

    /** Latency, an overloaded rate and a queue that drops: a change to the same is as none, the bucket included. */
    @Property(tries = 100)
    void inOrder_aChangeToTheSameChangesNothing(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var same = NONE.withRate(RateLimit.of(new BitRate(8L * random.nextInt(1_000_000, 4_000_000)))
                        .withBurst(new ByteCount(random.nextInt(1522, 100_000))))
                .withQueue(new QueueLimit.Packets(random.nextInt(1, 20)));
        if (random.nextBoolean()) {
            same = same.withLatency(new Latency.Constant(Duration.ofNanos(random.nextInt(1, 20 * MILLI))));
        }
        var settings = new EngineSettings(1, 1_000_000).changing(ChangePolicy.IN_ORDER);
        var left = new Traffic(same, settings, seed);
        var changed = new Traffic(same, settings, seed);
        for (int i = 0; i < STEPS; i++) {
            left.packet();
            changed.packet();
            if (random.nextInt(5) == 0) {
                changed.change(same);
            }
        }
        assertEquals(left.outcome(), changed.outcome());
    }

    private static List<String> after(EngineSettings settings, Impairment first, Impairment then, int packets) {
        var fates = new Recorded();
        var engine = new Engine(first, settings, fates);
        for (int i = 0; i < packets; i++) {
            engine.offer(1000, i);
        }
        engine.change(then, OptionalLong.empty(), packets);
        for (int i = 0; i < packets; i++) {
            engine.offer(1000, packets + i);
        }
        engine.advance(Engine.MAX_TIME);
        return fates.texts();
    }

    private static Impairment constant(long nanos) {
        return NONE.withLatency(new Latency.Constant(Duration.ofNanos(nanos)));
    }

    @Test
    void asKernel_newcomersOvertakeAndInOrder_theyWait() {
        var bounded = new EngineSettings(1, 100);
        assertEquals(List.of("2@12", "3@13", "0@1000", "1@1001"), after(bounded, constant(1000), constant(10), 2));
        assertEquals(
                List.of("0@1000", "1@1001", "2@1001", "3@1001"),
                after(bounded.changing(ChangePolicy.IN_ORDER), constant(1000), constant(10), 2));
        assertEquals(List.of("0@1000", "1@1001", "2@1001", "3@1001"), after(IN_ORDER, constant(1000), NONE, 2));
    }

    /** Without the exemption a queue of one would drop all but one of those that the change made wait. */
    @Test
    void inOrder_aQueueDropsNothingThatTheChangeMadeWait() {
        var queue = NONE.withQueue(new QueueLimit.Packets(1));
        assertEquals(
                List.of("0@1000", "1@1001", "2@1002", "3@1002", "4@1002", "5@1002"),
                after(IN_ORDER, constant(1000), queue, 3));
        assertEquals(
                List.of("0@1000", "1@1001", "2@1002", "3@1002", "4@1002", "5@1002"),
                after(IN_ORDER, constant(1000), queue.withLatency(new Latency.Constant(Duration.ofNanos(5))), 3));
    }

    /** Neither do those that would skip the latency, and the queue, come out before their elders. */
    @Test
    void inOrder_packetsThatSkipTheLatencyWaitForTheirElders() {
        var skipping = constant(1000)
                .withReordering(new Reordering(Probability.ALWAYS, Correlation.NONE, 1))
                .withRate(RATE)
                .withQueue(new QueueLimit.Packets(1));
        assertEquals(
                List.of("0@1000", "1@1001", "2@2000", "3@3000"),
                after(IN_ORDER, constant(1000).withRate(RATE), skipping, 2));
    }

    @Test
    void inOrder_theBucketKeepsItsBytes() {
        var bucket = new TokenBucket(RATE, 0);
        assertEquals(0, bucket.take(1500, 0));
        var slower = RateLimit.of(BitRate.parse("80mbit")).withBurst(new ByteCount(4000));
        assertEquals(100_000, bucket.changed(slower, 0).take(1500, 0), "500 bytes are left, 1000 are missing");
        assertEquals(0, bucket.changed(slower.withBurst(new ByteCount(100)), 0).take(100, 0));
        assertEquals(0, bucket.changed(slower, 1500).take(2000, 1500), "it was full again by then");
    }

    /** The kernel's bucket would wait for ever for tokens that it has no room for. */
    @Test
    void packetInFlight_largerThanTheNewBucketPassesWhenThatIsFull() {
        var small = RateLimit.of(BitRate.parse("8gbit")).withBurst(new ByteCount(500));
        var fates = new Recorded();
        var engine = new Engine(constant(1000), new EngineSettings(1, 100), fates);
        engine.offer(1000, 0);
        engine.offer(1000, 0);
        engine.change(NONE.withRate(small), OptionalLong.empty(), 10);
        engine.advance(10_000);
        assertEquals(List.of("0@1000", "1@1500"), fates.texts());
        assertEquals(Engine.NEVER, engine.next());
    }

    /** The time to wait is that of the longest latency in flight, and then it is over. */
    @Test
    void inOrder_endsWithTheLastElder() {
        var fates = new Recorded();
        var engine = new Engine(constant(1000), new EngineSettings(1, 100).changing(ChangePolicy.IN_ORDER), fates);
        engine.offer(1000, 0);
        var skipping = constant(100).withReordering(new Reordering(Probability.ALWAYS, Correlation.NONE, 2));
        assertEquals(0, engine.heldUntil());
        engine.change(skipping, OptionalLong.empty(), 1);
        assertEquals(1000, engine.heldUntil());
        engine.offer(1000, 1500);
        engine.offer(1000, 1501);
        engine.advance(10_000);
        assertEquals(List.of("0@1000", "2@1501", "1@1600"), fates.texts());
    }
}
