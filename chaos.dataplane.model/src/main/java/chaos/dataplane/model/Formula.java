package chaos.dataplane.model;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.prediction.Shares;
import chaos.api.prediction.Traffic;
import chaos.api.unit.Probability;

/**
 * What traffic at a constant rate sees where a formula is exact: the latency is the same for every packet, nothing is
 * correlated but the loss, and the rate carries what is offered, so that nothing waits.
 */
final class Formula {

    /** Two-sided 99.9 % of a normal distribution. */
    private static final double Z = 3.2905;

    private static final double MINUTE = 60;
    private static final int BITS = 8;

    private final Impairment impairment;
    private final Traffic traffic;
    private final Load load;

    Formula(Impairment impairment, Traffic traffic) {
        this.impairment = impairment;
        this.traffic = traffic;
        this.load = new Load(impairment, traffic);
    }

    boolean isExact() {
        boolean constant = impairment
                .latency()
                .filter(Latency.Stochastic.class::isInstance)
                .isEmpty();
        return constant && impairment.reordering().isEmpty() && !load.isOversize() && isCarried() && isLossSimple();
    }

    /** A second packet comes out beside the first, and then one of them waits for the rate. */
    private boolean isCarried() {
        return impairment.rate().isEmpty() || (impairment.duplication().isEmpty() && load.share() <= 1);
    }

    /** Copies move the state of the loss chain too. */
    private boolean isLossSimple() {
        boolean independent = impairment.loss().map(Formula::isIndependent).orElse(true);
        boolean moves = impairment.loss().map(Formula::moves).orElse(true);
        return moves && (independent || impairment.duplication().isEmpty());
    }

    private static boolean isIndependent(LossModel model) {
        return model instanceof LossModel.Bernoulli bernoulli
                && bernoulli.correlation().isNone();
    }

    /** A chain that can get stuck has no share of its own: it depends on how long one looks. */
    static boolean moves(LossModel model) {
        if (model instanceof LossModel.GilbertElliott chain) {
            return chain.p().scaled() + chain.r().scaled() > 0;
        }
        return !(model instanceof LossModel.FourState chain)
                || (!chain.p31().isNever()
                        && (chain.p32().isNever() || !chain.p23().isNever()));
    }

    ModelPredictor.Seen seen() {
        double lost = load.lost();
        double twice = load.twice();
        double gone = lost * (1 - twice);
        long latency = impairment
                .latency()
                .map(Latency::mean)
                .map(java.time.Duration::toNanos)
                .orElse(0L);
        double packets = Math.max(1, MINUTE * traffic.packetsPerSecond());
        double error = Z * Math.sqrt(gone * (1 - gone) * inflation() / packets);
        var shares = new Shares(
                ModelPredictor.percent(gone, error), 0, 100 * twice * (1 - lost) * (1 - lost), 100 * corrupted());
        var delays = gone == 1 ? Delays.of(new long[0], 0) : Delays.of(new long[] {latency}, 1);
        return new ModelPredictor.Seen(shares, delays);
    }

    private double corrupted() {
        return impairment
                .corruption()
                .map(value -> value.match(new Corruption.Cases<Double>() {
                    @Override
                    public Double share(Corruption.Share share) {
                        return of(share.share());
                    }

                    @Override
                    public Double bitErrors(Corruption.BitErrors errors) {
                        return -Math.expm1(BITS * traffic.packetBytes() * Math.log1p(-errors.rate()));
                    }
                }))
                .orElse(0.0);
    }

    /** The share of a loss model that moves. */
    static double share(LossModel model) {
        return model.match(new LossModel.Cases<Double>() {
            @Override
            public Double bernoulli(LossModel.Bernoulli bernoulli) {
                return of(bernoulli.loss());
            }

            @Override
            public Double gilbertElliott(LossModel.GilbertElliott chain) {
                double p = of(chain.p());
                double r = of(chain.r());
                return (r * of(chain.lossInGood()) + p * of(chain.lossInBad())) / (p + r);
            }

            @Override
            public Double fourState(LossModel.FourState chain) {
                double three = of(chain.p13()) / of(chain.p31());
                double two = chain.p32().isNever() ? 0 : three * of(chain.p32()) / of(chain.p23());
                double four = of(chain.p14());
                return (three + four) / (1 + two + three + four);
            }
        });
    }

    /** How much wider bursts make the spread of a count than independent losses do: (1 + ρ) / (1 - ρ). */
    private double inflation() {
        double together = impairment
                .loss()
                .map(model -> model.match(new LossModel.Cases<Double>() {
                    @Override
                    public Double bernoulli(LossModel.Bernoulli bernoulli) {
                        return bernoulli.correlation().fraction();
                    }

                    @Override
                    public Double gilbertElliott(LossModel.GilbertElliott chain) {
                        return 1 - of(chain.p()) - of(chain.r());
                    }

                    @Override
                    public Double fourState(LossModel.FourState chain) {
                        return 1 - of(chain.p13()) - of(chain.p31());
                    }
                }))
                .orElse(0.0);
        return (1 + together) / Math.max(1e-9, 1 - together);
    }

    static double of(Probability probability) {
        return (double) probability.scaled() / Probability.ONE;
    }
}
