package chaos.dataplane.netlink.qdisc;

import chaos.api.dataplane.Warning;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.Reordering;
import chaos.api.impairment.Seed;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From what netem shows to the impairment document, part by part: where a part holds, in the kernel's units, what a
 * hint would have told it, the hint's words are used, else the native form. Whatever netem can be told by hand is
 * shown, so that a change behind our back is seen; what no document can say becomes a warning.
 */
public final class NetemReading {

    private static final String UNREADABLE = "unreadable";

    private final Netem netem;
    private final Impairment hint;
    private final Optional<Netem> expected;
    private final List<Warning> warnings = new ArrayList<>();

    private NetemReading(Netem netem, Impairment hint, Optional<Netem> expected) {
        this.netem = netem;
        this.hint = hint;
        this.expected = expected;
    }

    /** What netem shows, in its native form. */
    public static Reading of(Netem netem) {
        return of(netem, Impairment.NONE, Optional.empty());
    }

    /**
     * What netem shows, in the words of a hint where they fit.
     *
     * @param expected what netem would have been told for the hint; empty if it would not be there
     */
    public static Reading of(Netem netem, Impairment hint, Optional<Netem> expected) {
        var reading = new NetemReading(netem, hint, expected);
        var read = reading.shares(reading.loss(reading.latency(Impairment.NONE)));
        var ordered = reading.seed(reading.reordering(reading.ordering(read)));
        reading.leftUnsaid();
        return new Reading(ordered, reading.warnings);
    }

    private Impairment latency(Impairment impairment) {
        if (expected.filter(this::holdsLatencyOf).isPresent()) {
            return hint.latency().map(impairment::withLatency).orElse(impairment);
        }
        var mean = within("/latency", netem.latencyNanos(), Latency.MAX);
        var jitter = within("/latency/jitter", netem.jitterNanos(), Latency.MAX_JITTER);
        if (jitter.isZero()) {
            return mean.isZero() ? impairment : impairment.withLatency(new Latency.Constant(mean));
        }
        var correlation = correlation("/latency", netem.chances().latencyCorrelation());
        return impairment.withLatency(new Latency.Stochastic(mean, jitter, Distribution.Shape.UNIFORM, correlation));
    }

    private boolean holdsLatencyOf(Netem other) {
        return netem.latencyNanos() == other.latencyNanos()
                && netem.jitterNanos() == other.jitterNanos()
                && netem.chances().latencyCorrelation() == other.chances().latencyCorrelation();
    }

    private Impairment loss(Impairment impairment) {
        if (expected.filter(this::holdsLossOf).isPresent()) {
            return hint.loss().map(impairment::withLoss).orElse(impairment);
        }
        if (netem.lossChain().isPresent()) {
            return chain(netem.lossChain().get()).map(impairment::withLoss).orElse(impairment);
        }
        var loss = new Probability(netem.options().loss());
        LossModel raw = new LossModel.Bernoulli(
                loss, correlation("/loss", netem.chances().lossCorrelation()));
        destroysTheShare("/loss", netem.options().loss(), netem.chances().lossCorrelation());
        // The same words for netem's own correlation and for one that keeps the rate would hide the difference.
        return impairment.withLoss(
                hint.loss().filter(raw::equals).isPresent() ? new LossModel.Bernoulli(loss, Correlation.NONE) : raw);
    }

    private boolean holdsLossOf(Netem other) {
        boolean correlates = netem.lossChain().isEmpty()
                && netem.chances().lossCorrelation() != other.chances().lossCorrelation();
        return !correlates
                && netem.lossChain().equals(other.lossChain())
                && (netem.lossChain().isPresent()
                        || netem.options().loss() == other.options().loss());
    }

    private Optional<LossModel> chain(LossChain chain) {
        var values = chain.values().stream().map(Probability::new).toList();
        if (!chain.fourState()) {
            var lossInBad = new Probability(Probability.ONE - values.get(2).scaled());
            return Optional.of(new LossModel.GilbertElliott(values.get(0), values.get(1), lossInBad, values.get(3)));
        }
        if (values.get(0).scaled() + values.get(3).scaled() > Probability.ONE
                || values.get(1).scaled() + values.get(2).scaled() > Probability.ONE) {
            unreadable("/loss", "netem's four states have chances that sum to more than 1");
            return Optional.empty();
        }
        return Optional.of(
                new LossModel.FourState(values.get(0), values.get(1), values.get(2), values.get(4), values.get(3)));
    }

    private Impairment shares(Impairment impairment) {
        var chances = netem.chances();
        long duplicate = netem.options().duplicate();
        destroysTheShare("/duplication", duplicate, chances.duplicateCorrelation());
        destroysTheShare("/corruption", chances.corrupt(), chances.corruptCorrelation());
        return impairment
                .withDuplication(new Duplication(
                        new Probability(duplicate), correlation("/duplication", chances.duplicateCorrelation())))
                .withCorruption(new Corruption.Share(
                        new Probability(chances.corrupt()), correlation("/corruption", chances.corruptCorrelation())));
    }

    private Impairment ordering(Impairment impairment) {
        if (netem.rate().equals(NetemRate.ORDER_KEPT)) {
            return impairment.withOrdering(Ordering.PRESERVE);
        }
        if (netem.rate().bytesPerSecond() > 0) {
            unreadable("/rate", "netem has a rate of its own: " + netem.rate().bytesPerSecond() + " bytes a second");
        }
        return impairment;
    }

    private Impairment reordering(Impairment impairment) {
        var chances = netem.chances();
        if (netem.options().gap() == 0 || chances.reorder() == 0) {
            return impairment; // without a gap the kernel reorders nothing, whatever the share
        }
        if (impairment.latency().isEmpty()) {
            unreadable("/reordering", "netem reorders, but adds no latency that a packet could skip");
            return impairment;
        }
        if (impairment.ordering() == Ordering.PRESERVE) {
            unreadable("/reordering", "netem reorders, and has the rate that keeps packets in order");
            return impairment;
        }
        destroysTheShare("/reordering", chances.reorder(), chances.reorderCorrelation());
        return impairment.withReordering(new Reordering(
                new Probability(chances.reorder()),
                correlation("/reordering", chances.reorderCorrelation()),
                netem.options().gap()));
    }

    /** The kernel shows a seed that nobody told it, too; it means something only where one was asked for. */
    private Impairment seed(Impairment impairment) {
        var shown = netem.told().seed();
        return hint.seed().isEmpty() || shown.isEmpty() || shown.getAsLong() < 0
                ? impairment
                : impairment.withSeed(new Seed(shown.getAsLong()));
    }

    private void leftUnsaid() {
        var rest = netem.rest();
        if (rest.ecn()) {
            unreadable("/loss", "netem marks packets (ECN) instead of losing them");
        }
        if (!rest.slot().equals(NetemSlot.NONE)) {
            unreadable("/latency", "netem lets packets go in bunches (slot)");
        }
        rest.others().warning("TCA_NETEM").ifPresent(warnings::add);
    }

    private Duration within(String field, long nanos, Duration max) {
        if (nanos < 0 || nanos > max.toNanos()) {
            unreadable(field, "netem holds " + nanos + " ns, outside 0 to " + max.toNanos());
        }
        return Duration.ofNanos(Math.max(0, Math.min(nanos, max.toNanos())));
    }

    private Correlation correlation(String field, long scaled) {
        if (scaled >= Probability.ONE) {
            unreadable(field + "/correlation", "netem holds a correlation of 1");
            return new Correlation(Probability.ONE - 1);
        }
        return new Correlation(scaled);
    }

    private void destroysTheShare(String field, long share, long correlation) {
        if (share > 0 && correlation > 0) {
            warnings.add(Warning.about(
                    field + "/correlation",
                    "kernel_correlation",
                    "netem correlates by itself, which changes the share: 25 % at 0.5 becomes 7.2 %"));
        }
    }

    private void unreadable(String field, String detail) {
        warnings.add(Warning.about(field, UNREADABLE, detail));
    }

    /**
     * What was read.
     *
     * @param impairment what a document can say of it
     * @param warnings what it cannot
     */
    public record Reading(Impairment impairment, List<Warning> warnings) {

        /** A reading; the list is copied. */
        public Reading {
            warnings = List.copyOf(warnings);
        }
    }
}
