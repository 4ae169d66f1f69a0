package chaos.dataplane.netlink.qdisc;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.Reordering;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.distribution.LatencyTable;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From the impairment document to netem's numbers; every rounding is here. {@link NetemReading} is the way back.
 *
 * <p>Correlated loss is told as two states: netem's own correlation destroys the rate (10 % at 0.5 loses 0.1 %). With L
 * the loss and c the correlation, p = L (1 - c) and r = (1 - L) (1 - c) lose L in the long run, all of it in the bad
 * state, and have a lag-1 correlation of 1 - p - r = c.
 */
public final class NetemMapper {

    private static final BigInteger ONE = BigInteger.valueOf(Probability.ONE);
    /** How far the mean loss may move, as one part in so many. */
    private static final BigInteger PARTS = BigInteger.valueOf(1000);

    private NetemMapper() {}

    /** Whether the document asks for anything that netem does. */
    public static boolean isNeeded(Impairment impairment) {
        return impairment.latency().isPresent()
                || impairment.loss().isPresent()
                || impairment.duplication().isPresent()
                || impairment.reordering().isPresent()
                || impairment.corruption().isPresent();
    }

    /** The one form that netem can hold: two chances of four states must not sum to more than 1 in 32 bits. */
    public static Impairment canonical(Impairment impairment) {
        return impairment.loss().orElse(null) instanceof LossModel.FourState model
                ? impairment.withLoss(new LossModel.FourState(
                        model.p13(),
                        model.p31(),
                        beside(model.p31(), model.p32()),
                        model.p23(),
                        beside(model.p13(), model.p14())))
                : impairment;
    }

    private static Probability beside(Probability first, Probability second) {
        return new Probability(Math.min(second.scaled(), Probability.ONE - first.scaled()));
    }

    /**
     * What netem is told.
     *
     * @param impairment in canonical form, without correlations that netem cannot hold truthfully
     * @param limit packets that it may hold
     * @param table of a stochastic latency; where there is none the last one stays, which is for comparing only
     */
    public static Netem toNetem(Impairment impairment, long limit, Optional<LatencyTable> table) {
        long latency = impairment.latency().map(value -> value.mean().toNanos()).orElse(0L);
        var stochastic = impairment
                .latency()
                .filter(Latency.Stochastic.class::isInstance)
                .map(Latency.Stochastic.class::cast);
        long jitter = stochastic.map(value -> value.jitter().toNanos()).orElse(0L);
        var seed =
                impairment.seed().map(value -> OptionalLong.of(value.value())).orElseGet(OptionalLong::empty);
        var loss = impairment.loss().map(NetemMapper::loss).orElse(Loss.NONE);
        return new Netem(
                new NetemOptions(
                        Psched.ticks(latency),
                        limit,
                        loss.share(),
                        impairment.reordering().map(Reordering::gap).orElse(0L),
                        impairment
                                .duplication()
                                .map(value -> value.share().scaled())
                                .orElse(0L),
                        Psched.ticks(jitter)),
                latency,
                jitter,
                chances(impairment, stochastic.map(Latency.Stochastic::correlation)),
                loss.chain(),
                impairment.ordering() == Ordering.PRESERVE ? NetemRate.ORDER_KEPT : NetemRate.NONE,
                NetemRest.NONE,
                new NetemTold(stochastic.flatMap(value -> table), seed));
    }

    private static NetemChances chances(Impairment impairment, Optional<Correlation> latency) {
        return new NetemChances(
                latency.map(Correlation::scaled).orElse(0L),
                0,
                0,
                impairment.reordering().map(value -> value.share().scaled()).orElse(0L),
                0,
                impairment.corruption().map(NetemMapper::corrupt).orElse(0L),
                0);
    }

    private static long corrupt(Corruption corruption) {
        return corruption.match(new Corruption.Cases<Long>() {
            @Override
            public Long share(Corruption.Share share) {
                return share.share().scaled();
            }

            @Override
            public Long bitErrors(Corruption.BitErrors errors) {
                throw new IllegalArgumentException("netem has no bit-error rate, was " + errors);
            }
        });
    }

    /**
     * Loss as netem is told: a share, or a chain.
     *
     * @param share parts of 2<sup>32</sup> - 1
     * @param chain in its place
     */
    private record Loss(long share, Optional<LossChain> chain) {

        static final Loss NONE = new Loss(0, Optional.empty());

        static Loss of(LossChain chain) {
            return new Loss(0, Optional.of(chain));
        }
    }

    private static Loss loss(LossModel model) {
        return model.match(new LossModel.Cases<Loss>() {
            @Override
            public Loss bernoulli(LossModel.Bernoulli bernoulli) {
                return bernoulli.correlation().isNone()
                        ? new Loss(bernoulli.loss().scaled(), Optional.empty())
                        : Loss.of(twoStates(bernoulli));
            }

            @Override
            public Loss gilbertElliott(LossModel.GilbertElliott two) {
                // struct tc_netem_gemodel { p, r, h, k1 }: the kernel loses in the bad state when its draw is above h
                long kept = Probability.ONE - two.lossInBad().scaled();
                return Loss.of(new LossChain(
                        false,
                        List.of(
                                two.p().scaled(),
                                two.r().scaled(),
                                kept,
                                two.lossInGood().scaled())));
            }

            @Override
            public Loss fourState(LossModel.FourState four) {
                // struct tc_netem_gimodel { p13, p31, p32, p14, p23 }: p14 comes before p23
                return Loss.of(new LossChain(
                        true,
                        List.of(
                                four.p13().scaled(),
                                four.p31().scaled(),
                                four.p32().scaled(),
                                four.p14().scaled(),
                                four.p23().scaled())));
            }
        });
    }

    private static LossChain twoStates(LossModel.Bernoulli model) {
        long free = Probability.ONE - model.correlation().scaled();
        long p = product(model.loss().scaled(), free);
        long r = product(Probability.ONE - model.loss().scaled(), free);
        return new LossChain(false, List.of(p, r, 0L, 0L));
    }

    private static long product(long one, long other) {
        var twice = BigInteger.valueOf(one).multiply(BigInteger.valueOf(other)).shiftLeft(1);
        return twice.add(ONE).divide(ONE.shiftLeft(1)).longValueExact();
    }

    /** Why netem cannot lose this share with this correlation; empty if it can. */
    public static Optional<String> problem(LossModel.Bernoulli model) {
        if (model.correlation().isNone()) {
            return Optional.empty();
        }
        var chain = twoStates(model).values();
        long p = chain.get(0);
        long r = chain.get(1);
        if (p == 0 || r == 0) {
            return Optional.of("a chance of netem's two states would be 0 (p = " + p + ", r = " + r
                    + " parts of 2^32 - 1); take a smaller correlation, or a loss further from 0 and 100 %");
        }
        // |p / (p + r) - L| <= L / 1000, in whole numbers: |p ONE - loss (p + r)| 1000 <= loss (p + r)
        var told = BigInteger.valueOf(p).multiply(ONE);
        var asked = BigInteger.valueOf(model.loss().scaled()).multiply(BigInteger.valueOf(p + r));
        return told.subtract(asked).abs().multiply(PARTS).compareTo(asked) > 0
                ? Optional.of("netem's two states would lose "
                        + new Probability(told.divide(BigInteger.valueOf(p + r)).longValueExact()).percent()
                        + " %, more than one part in a thousand off; take a smaller correlation")
                : Optional.empty();
    }
}
