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
import java.util.Locale;
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
        if (typed.has(Flag.LOSS) || typed.has(Flag.LOSS_BURST)) {
            result = with(Flag.LOSS, result, loss(), Impairment::withLoss);
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

    /** Bursts that last B packets on average end with r = 1 / B, and lose L in the long run with p = L r / (1 - L). */
    private LossModel loss() throws UsageException {
        if (!typed.has(Flag.LOSS)) {
            throw new UsageException("--loss-burst needs --loss: it says how the losses come together");
        }
        var share = share(Flag.LOSS);
        if (!typed.has(Flag.LOSS_BURST)) {
            return new LossModel.Bernoulli(share, Correlation.NONE);
        }
        double r = 1 / typed.value(Flag.LOSS_BURST, ImpairmentFlags::burstLength);
        double p = share.fraction() * r / (1 - share.fraction());
        if (!(p <= 1)) {
            throw new UsageException("--loss-burst must be at least "
                    + String.format(Locale.ROOT, "%.3g", share.fraction() / (1 - share.fraction()))
                    + " to lose that share, which must be below 100 %");
        }
        return new LossModel.GilbertElliott(
                Probability.ofFraction(p), Probability.ofFraction(r), Probability.ALWAYS, Probability.NEVER);
    }

    private static double burstLength(String text) {
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || Double.parseDouble(text) < 1) {
            throw new IllegalArgumentException("must be a number of packets of 1 or more, was \"" + text + "\"");
        }
        return Double.parseDouble(text);
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
        var shape = Arrays.stream(Distribution.Shape.values())
                .filter(each -> each.kind().equals(word))
                .map(Distribution.class::cast)
                .findFirst();
        if (shape.isEmpty() && !Distribution.Table.isName(word)) {
            throw new IllegalArgumentException("must be " + String.join(", ", Flag.DISTRIBUTIONS)
                    + " or the name of a table (a-z, 0-9, _ and -), was \"" + word + "\"");
        }
        return shape.orElseGet(() -> new Distribution.Table(word));
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
