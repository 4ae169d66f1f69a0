package chaos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/**
 * Correlation of every kind leaves the share, or the distribution, what it was asked to be, where the kernel's destroys
 * it (reordering of 25 % at 0.5 gives 7.2 % there). The bands are those of {@link TheoryTest}.
 */
final class CorrelationTest {

    private static final int TRIES = 20;
    private static final int PACKETS = 200_000;
    private static final long LATENCY = 50;
    private static final double KNOWN = 5;
    private static final double ESTIMATED = 6;

    /** A part of the document whose share may be correlated. */
    enum Part {
        LOSS,
        DUPLICATION,
        REORDERING,
        CORRUPTION;

        private Impairment of(Probability share, Correlation correlation) {
            return switch (this) {
                case LOSS -> Impairment.NONE.withLoss(new LossModel.Bernoulli(share, correlation));
                case DUPLICATION -> Impairment.NONE.withDuplication(new Duplication(share, correlation));
                case REORDERING -> Impairment.NONE
                        .withLatency(new Latency.Constant(Duration.ofNanos(LATENCY)))
                        .withReordering(new Reordering(share, correlation, 1));
                case CORRUPTION -> Impairment.NONE.withCorruption(new Corruption.Share(share, correlation));
            };
        }

        /** To which packets it happened. */
        private boolean[] happened(double share, double correlation, long seed) {
            var happened = new boolean[PACKETS];
            var asked = of(Probability.ofFraction(share), Correlation.ofFraction(correlation));
            var engine = new Engine(asked, EngineSettings.seeded(seed), new Fates() {
                @Override
                public void delivered(long packet, boolean copy, long at, int bit) {
                    happened[(int) packet] |= copy || bit != NO_BIT || (Part.this == REORDERING && at == packet);
                }

                @Override
                public void dropped(long packet, boolean copy, long at, DropCause cause) {
                    happened[(int) packet] = true;
                }
            });
            for (int i = 0; i < PACKETS; i++) {
                engine.offer(100, i);
            }
            return happened;
        }
    }

    /** Share L, in rows of 1 / r on average with r = (1 - L)(1 - c): then each has the correlation c with the next. */
    @Property(tries = TRIES)
    void share_isTheOneAskedForAndAsCorrelatedAsAskedFor(
            @ForAll Part part,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double share,
            @ForAll @DoubleRange(max = 0.9) double correlation,
            @ForAll long seed) {
        var happened = part.happened(share, correlation, seed);
        double error = Math.sqrt(share * (1 - share) * (1 + correlation) / (1 - correlation) / PACKETS);
        assertEquals(share, Mean.of(happened).value(), KNOWN * error + 1.0 / (PACKETS * (1 - correlation)));
        double r = (1 - share) * (1 - correlation);
        double bursts = PACKETS * share * r;
        assertEquals(1 / r, Mean.burst(happened), KNOWN * Math.sqrt((1 - r) / (r * r) / bursts) + 2 / bursts);
    }

    /** A normal jitter keeps its mean and its spread, and each latency has the correlation c with the one before. */
    @Property(tries = TRIES)
    void latency_keepsItsDistributionAndIsAsCorrelatedAsAskedFor(
            @ForAll @DoubleRange(max = 0.9) double correlation, @ForAll long seed) {
        double jitter = 1e6;
        var deviations = deviations(correlation, (int) jitter, seed);
        var squares = new double[PACKETS];
        var products = new double[PACKETS];
        for (int i = 0; i < PACKETS; i++) {
            squares[i] = deviations[i] * deviations[i];
            products[i] = i == 0 ? correlation : deviations[i] * deviations[i - 1];
        }
        var mean = Mean.of(deviations);
        // The table is cut at 4 sigma above and at 4096 steps, which moves none of these by more than 0.005.
        assertEquals(0, mean.value(), ESTIMATED * mean.error() + 0.005);
        assertEquals(1, Mean.of(squares).value(), ESTIMATED * Mean.of(squares).error() + 0.005);
        assertEquals(
                correlation,
                Mean.of(products).value(),
                ESTIMATED * Mean.of(products).error() + 0.005);
    }

    /** In units of the jitter. */
    private static double[] deviations(double correlation, int jitter, long seed) {
        long mean = 10L * jitter;
        var deviations = new double[PACKETS];
        var latency = new Latency.Stochastic(
                Duration.ofNanos(mean),
                Duration.ofNanos(jitter),
                Distribution.Shape.NORMAL,
                Correlation.ofFraction(correlation));
        var engine = new Engine(Impairment.NONE.withLatency(latency), EngineSettings.seeded(seed), new Fates() {
            @Override
            public void delivered(long packet, boolean copy, long at, int bit) {
                deviations[(int) packet] = (double) (at - packet - mean) / jitter;
            }

            @Override
            public void dropped(long packet, boolean copy, long at, DropCause cause) {
                throw new AssertionError("nothing is dropped: " + cause);
            }
        });
        for (int i = 0; i < PACKETS; i++) {
            engine.offer(100, i);
        }
        return deviations;
    }
}
