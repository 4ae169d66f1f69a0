package chaos.gogo.command;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.InvalidFieldException;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.impairment.Seed;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.DurationText;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** An impairment from the flags of {@code set}, put onto one that is there already. Every refusal names the flag. */
final class ImpairmentFlags {

    private final Typed typed;

    ImpairmentFlags(Typed typed) {
        this.typed = typed;
    }

    /**
     * The impairment.
     *
     * @param base what the flags that were not typed leave as it is
     */
    Impairment onto(Impairment base) throws UsageException {
        var result = base;
        if (typed.has(Flag.LATENCY) || typed.has(Flag.JITTER) || typed.has(Flag.DISTRIBUTION)) {
            result = with(Flag.LATENCY, result, latency(base), Impairment::withLatency);
        }
        if (typed.has(Flag.LOSS)) {
            var loss = new LossModel.Bernoulli(share(Flag.LOSS), Correlation.NONE);
            result = with(Flag.LOSS, result, loss, Impairment::withLoss);
        }
        if (typed.has(Flag.DUPLICATE)) {
            var duplication = new Duplication(share(Flag.DUPLICATE), Correlation.NONE);
            result = with(Flag.DUPLICATE, result, duplication, Impairment::withDuplication);
        }
        if (typed.has(Flag.CORRUPT)) {
            var corruption = new Corruption.Share(share(Flag.CORRUPT), Correlation.NONE);
            result = with(Flag.CORRUPT, result, corruption, Impairment::withCorruption);
        }
        if (typed.has(Flag.RATE) || typed.has(Flag.BURST)) {
            result = with(Flag.RATE, result, rate(base), Impairment::withRate);
        }
        if (typed.has(Flag.QUEUE)) {
            result = with(Flag.QUEUE, result, queue(), Impairment::withQueue);
        }
        if (typed.has(Flag.REORDER)) {
            var reordering = new Reordering(share(Flag.REORDER), Correlation.NONE, 1);
            result = with(Flag.REORDER, result, reordering, Impairment::withReordering);
        }
        if (typed.has(Flag.SEED)) {
            result = with(Flag.SEED, result, seed(), Impairment::withSeed);
        }
        return result;
    }

    private Latency latency(Impairment base) throws UsageException {
        var present = base.latency();
        if (!typed.has(Flag.LATENCY) && present.isEmpty()) {
            var alone = typed.has(Flag.JITTER) ? Flag.JITTER : Flag.DISTRIBUTION;
            throw new UsageException(typed.name(alone) + " needs --latency: it spreads the latency around its mean");
        }
        if (typed.has(Flag.DISTRIBUTION) && !typed.has(Flag.JITTER) && !isStochastic(present)) {
            throw new UsageException(typed.name(Flag.DISTRIBUTION) + " needs --jitter: it is the shape of the jitter");
        }
        var mean = typed.has(Flag.LATENCY)
                ? time(Flag.LATENCY)
                : present.orElseThrow().mean();
        if (!typed.has(Flag.JITTER) && !isStochastic(present)) {
            return typed.value(Flag.LATENCY, text -> new Latency.Constant(mean));
        }
        var before = present.filter(Latency.Stochastic.class::isInstance).map(Latency.Stochastic.class::cast);
        var jitter = typed.has(Flag.JITTER)
                ? time(Flag.JITTER)
                : before.map(Latency.Stochastic::jitter).orElse(Duration.ZERO);
        var distribution = typed.has(Flag.DISTRIBUTION)
                ? typed.value(Flag.DISTRIBUTION, ImpairmentFlags::shape)
                : before.map(Latency.Stochastic::distribution).orElse(Distribution.Shape.UNIFORM);
        var correlation = before.map(Latency.Stochastic::correlation).orElse(Correlation.NONE);
        var flag = typed.has(Flag.JITTER) ? Flag.JITTER : Flag.LATENCY;
        return typed.value(flag, text -> new Latency.Stochastic(mean, jitter, distribution, correlation));
    }

    private static boolean isStochastic(Optional<Latency> latency) {
        return latency.filter(Latency.Stochastic.class::isInstance).isPresent();
    }

    private Duration time(Flag flag) throws UsageException {
        return typed.value(flag, DurationText::parse);
    }

    private Probability share(Flag flag) throws UsageException {
        return typed.value(flag, Probability::parsePercent);
    }

    private static Distribution shape(String word) {
        return Arrays.stream(Distribution.Shape.values())
                .filter(shape -> shape.kind().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be " + String.join(", ", Flag.DISTRIBUTIONS) + ", was \"" + word + "\""));
    }

    private RateLimit rate(Impairment base) throws UsageException {
        var before = base.rate();
        if (!typed.has(Flag.RATE) && before.isEmpty()) {
            throw new UsageException(
                    typed.name(Flag.BURST) + " needs --rate: it is what may leave at once at that rate");
        }
        var rate = typed.has(Flag.RATE)
                ? typed.value(Flag.RATE, BitRate::parse)
                : before.orElseThrow().rate();
        var burst = typed.has(Flag.BURST)
                ? Optional.of(typed.value(Flag.BURST, ByteCount::parse))
                : before.flatMap(RateLimit::burst);
        int overhead = before.map(RateLimit::packetOverhead).orElse(0);
        var cells = before.map(RateLimit::cellSize).orElse(OptionalInt.empty());
        return typed.value(
                typed.has(Flag.BURST) ? Flag.BURST : Flag.RATE, text -> new RateLimit(rate, burst, overhead, cells));
    }

    private QueueLimit queue() throws UsageException {
        return typed.value(Flag.QUEUE, text -> new QueueLimit.Packets(Typed.whole(text, "a number of packets")));
    }

    private Seed seed() throws UsageException {
        return typed.value(Flag.SEED, text -> new Seed(Typed.whole(text, "a number")));
    }

    /** One of the {@code with} methods. */
    private interface With<T> {

        Impairment put(Impairment impairment, T part);
    }

    /** Parts may contradict each other, for example a reordering without a latency. */
    private <T> Impairment with(Flag flag, Impairment impairment, T part, With<T> with) throws UsageException {
        try {
            return with.put(impairment, part);
        } catch (InvalidFieldException e) {
            throw new UsageException(typed.name(flag) + " " + e.getMessage(), e);
        }
    }
}
