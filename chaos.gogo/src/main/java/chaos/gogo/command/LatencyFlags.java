package chaos.gogo.command;

import chaos.api.impairment.Distribution;
import chaos.api.impairment.Latency;
import chaos.api.unit.Correlation;
import chaos.api.unit.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A latency from its flags. */
record LatencyFlags(Typed typed) {

    /** What needs another beside it, in the order in which it is asked for. */
    private static final List<Flag> SPREAD = List.of(Flag.JITTER, Flag.DISTRIBUTION, Flag.LATENCY_CORRELATION);

    boolean any() {
        return typed.has(Flag.LATENCY) || SPREAD.stream().anyMatch(typed::has);
    }

    /** The latency; what was not typed stays as it is. */
    Latency onto(Optional<Latency> there) throws UsageException {
        requireMean(there);
        var mean = typed.has(Flag.LATENCY)
                ? typed.value(Flag.LATENCY, DurationText::parse)
                : there.orElseThrow().mean();
        var before = there.filter(Latency.Stochastic.class::isInstance).map(Latency.Stochastic.class::cast);
        if (!typed.has(Flag.JITTER) && before.isEmpty()) {
            return typed.value(Flag.LATENCY, text -> new Latency.Constant(mean));
        }
        var jitter = typed.has(Flag.JITTER)
                ? typed.value(Flag.JITTER, DurationText::parse)
                : before.map(Latency.Stochastic::jitter).orElse(Duration.ZERO);
        var distribution = typed.has(Flag.DISTRIBUTION)
                ? typed.value(Flag.DISTRIBUTION, LatencyFlags::shape)
                : before.map(Latency.Stochastic::distribution).orElse(Distribution.Shape.UNIFORM);
        var correlation = typed.correlation(
                Flag.LATENCY_CORRELATION,
                before.map(Latency.Stochastic::correlation).orElse(Correlation.NONE));
        var flag = typed.has(Flag.JITTER) ? Flag.JITTER : Flag.LATENCY;
        return typed.value(flag, text -> new Latency.Stochastic(mean, jitter, distribution, correlation));
    }

    private void requireMean(Optional<Latency> there) throws UsageException {
        for (var alone : SPREAD) {
            if (typed.has(alone) && !typed.has(Flag.LATENCY) && there.isEmpty()) {
                throw new UsageException(
                        typed.name(alone) + " needs --latency: it spreads the latency around its mean");
            }
        }
        boolean spread = typed.has(Flag.JITTER)
                || there.filter(Latency.Stochastic.class::isInstance).isPresent();
        if (typed.has(Flag.DISTRIBUTION) && !spread) {
            throw new UsageException(typed.name(Flag.DISTRIBUTION) + " needs --jitter: it is the shape of the jitter");
        }
        if (typed.has(Flag.LATENCY_CORRELATION) && !spread) {
            throw new UsageException(
                    typed.name(Flag.LATENCY_CORRELATION) + " needs --jitter: a constant latency is always the same");
        }
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
}
