package chaos.dataplane.netlink.qdisc;

import chaos.api.dataplane.Warning;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Reordering;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Between netem's numbers and the impairment document. Downwards it maps what the plane programs: a constant latency
 * and independent loss. Upwards it maps whatever netem can be told by hand, so that a change behind our back is
 * shown; what no document can say becomes a warning.
 */
public final class NetemMapper {

    private static final String UNREADABLE = "unreadable";

    private final Netem netem;
    private final List<Warning> warnings = new ArrayList<>();

    private NetemMapper(Netem netem) {
        this.netem = netem;
    }

    /** Whether the document asks for anything that netem does. */
    public static boolean isNeeded(Impairment impairment) {
        return impairment.latency().isPresent()
                || impairment.loss().isPresent()
                || impairment.duplication().isPresent()
                || impairment.reordering().isPresent()
                || impairment.corruption().isPresent();
    }

    /**
     * What netem is told.
     *
     * @param impairment a constant latency, independent loss, or both; nothing else of netem's
     * @param limit packets that it may hold
     */
    public static Netem toNetem(Impairment impairment, long limit) {
        long latency = impairment.latency().map(value -> value.mean().toNanos()).orElse(0L);
        return Netem.of(latency, impairment.loss().map(NetemMapper::scaled).orElse(0L), limit);
    }

    private static long scaled(LossModel model) {
        if (model instanceof LossModel.Bernoulli bernoulli) {
            return bernoulli.loss().scaled();
        }
        throw new IllegalArgumentException("only independent loss can be programmed, was " + model);
    }

    /** A document in netem's native form, and what it leaves unsaid. */
    public static Reading toImpairment(Netem netem) {
        var mapper = new NetemMapper(netem);
        var impairment = mapper.shares(mapper.loss(mapper.latency(Impairment.NONE)));
        mapper.leftUnsaid();
        return new Reading(impairment, mapper.warnings);
    }

    private Impairment latency(Impairment impairment) {
        var mean = within("/latency", netem.latencyNanos(), Latency.MAX);
        var jitter = within("/latency/jitter", netem.jitterNanos(), Latency.MAX_JITTER);
        if (mean.isZero() && jitter.isZero()) {
            return impairment;
        }
        return impairment.withLatency(
                jitter.isZero()
                        ? new Latency.Constant(mean)
                        : new Latency.Stochastic(
                                mean,
                                jitter,
                                Distribution.Shape.UNIFORM,
                                correlation("/latency", netem.chances().latencyCorrelation())));
    }

    private Impairment loss(Impairment impairment) {
        if (netem.lossChain().isPresent()) {
            return chain(netem.lossChain().get()).map(impairment::withLoss).orElse(impairment);
        }
        var loss = new Probability(netem.options().loss());
        return impairment.withLoss(new LossModel.Bernoulli(
                loss, correlation("/loss", netem.chances().lossCorrelation())));
    }

    private Optional<LossModel> chain(LossChain chain) {
        var values = chain.values().stream().map(Probability::new).toList();
        if (!chain.fourState()) {
            // struct tc_netem_gemodel { p, r, h, k1 }: the kernel loses in the bad state when its draw is above h
            var lossInBad = new Probability(Probability.ONE - values.get(2).scaled());
            return Optional.of(new LossModel.GilbertElliott(values.get(0), values.get(1), lossInBad, values.get(3)));
        }
        // struct tc_netem_gimodel { p13, p31, p32, p14, p23 }: p14 comes before p23
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
        var shares = impairment
                .withDuplication(new Duplication(
                        new Probability(netem.options().duplicate()),
                        correlation("/duplication", chances.duplicateCorrelation())))
                .withCorruption(new Corruption.Share(
                        new Probability(chances.corrupt()), correlation("/corruption", chances.corruptCorrelation())));
        if (netem.options().gap() == 0 || chances.reorder() == 0) {
            return shares; // without a gap the kernel reorders nothing, whatever the share
        }
        if (shares.latency().isEmpty()) {
            unreadable("/reordering", "netem reorders, but adds no latency that a packet could skip");
            return shares;
        }
        return shares.withReordering(new Reordering(
                new Probability(chances.reorder()),
                correlation("/reordering", chances.reorderCorrelation()),
                netem.options().gap()));
    }

    private void leftUnsaid() {
        if (netem.rate().bytesPerSecond() > 0) {
            unreadable("/rate", "netem has a rate of its own: " + netem.rate().bytesPerSecond() + " bytes a second");
        }
        if (netem.ecn()) {
            unreadable("/loss", "netem marks packets (ECN) instead of losing them");
        }
        if (!netem.others().isEmpty()) {
            warnings.add(Warning.general(
                    UNREADABLE, "netem has attributes that CHAOS does not know: TCA_NETEM numbers " + netem.others()));
        }
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
