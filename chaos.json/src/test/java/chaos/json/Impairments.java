package chaos.json;

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
import chaos.api.impairment.Seed;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Impairments made from a seed, every form and every bound among them. */
final class Impairments {

    private final SplittableRandom random;

    Impairments(long seed) {
        random = new SplittableRandom(seed);
    }

    Impairment next() {
        var latency = maybe(this::latency);
        var ordering = random.nextBoolean() ? Ordering.ALLOW : Ordering.PRESERVE;
        var rate = maybe(this::rate);
        return new Impairment(
                latency,
                maybe(this::loss),
                maybe(() -> new Duplication(probability(), correlation())),
                latency.isPresent() && !latency.get().mean().isZero() && ordering == Ordering.ALLOW
                        ? maybe(() -> new Reordering(probability(), correlation(), between(1, Reordering.MAX_GAP)))
                        : Optional.empty(),
                maybe(this::corruption),
                rate,
                maybe(() -> queue(rate.isPresent())),
                ordering,
                maybe(() -> new Seed(between(0, Long.MAX_VALUE))));
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(value.get());
    }

    private Latency latency() {
        var mean = Duration.ofNanos(between(0, Latency.MAX.toNanos()));
        if (random.nextBoolean()) {
            return new Latency.Constant(mean);
        }
        var shapes = Distribution.Shape.values();
        Distribution distribution = random.nextInt(4) == 0
                ? new Distribution.Table("t-" + random.nextInt(1000) + "_x")
                : shapes[random.nextInt(shapes.length)];
        var jitter = Duration.ofNanos(between(0, Latency.MAX_JITTER.toNanos()));
        return new Latency.Stochastic(mean, jitter, distribution, correlation());
    }

    private LossModel loss() {
        return switch (random.nextInt(3)) {
            case 0 -> new LossModel.Bernoulli(probability(), correlation());
            case 1 -> new LossModel.GilbertElliott(probability(), probability(), probability(), probability());
            default -> fourState();
        };
    }

    private LossModel fourState() {
        var p13 = probability();
        var p31 = probability();
        return new LossModel.FourState(
                p13,
                p31,
                new Probability(between(0, Probability.ONE - p31.scaled())),
                probability(),
                new Probability(between(0, Probability.ONE - p13.scaled())));
    }

    private Corruption corruption() {
        return random.nextBoolean()
                ? new Corruption.Share(probability(), correlation())
                : new Corruption.BitErrors(random.nextDouble());
    }

    private RateLimit rate() {
        var rate = new BitRate(8 * between(1, BitRate.MAX / 8));
        long most = rate.bytesPerSecond() * RateLimit.MAX_BURST_SECONDS;
        return new RateLimit(
                rate,
                maybe(() -> new ByteCount(between(1, most))),
                (int) between(0, RateLimit.MAX_OVERHEAD),
                random.nextBoolean() ? OptionalInt.of(RateLimit.ATM_CELL) : OptionalInt.empty());
    }

    private QueueLimit queue(boolean withRate) {
        return withRate && random.nextBoolean()
                ? new QueueLimit.Time(Duration.ofNanos(between(1, Latency.MAX.toNanos())))
                : new QueueLimit.Packets(between(1, QueueLimit.Packets.MAX));
    }

    private Probability probability() {
        return new Probability(between(0, Probability.ONE));
    }

    private Correlation correlation() {
        return new Correlation(between(0, Probability.ONE - 1));
    }

    /** Either bound every fourth time, else anything between. */
    private long between(long low, long high) {
        return switch (random.nextInt(8)) {
            case 0 -> low;
            case 1 -> high;
            default -> high == Long.MAX_VALUE ? random.nextLong(low, high) : random.nextLong(low, high + 1);
        };
    }
}
