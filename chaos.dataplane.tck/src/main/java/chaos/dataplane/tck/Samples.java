package chaos.dataplane.tck;

import static chaos.api.dataplane.Capability.CORRUPTION;
import static chaos.api.dataplane.Capability.CORRUPTION_BER;
import static chaos.api.dataplane.Capability.DUPLICATION;
import static chaos.api.dataplane.Capability.LATENCY;
import static chaos.api.dataplane.Capability.LOSS_BERNOULLI;
import static chaos.api.dataplane.Capability.LOSS_FOUR_STATE;
import static chaos.api.dataplane.Capability.LOSS_GILBERT_ELLIOTT;
import static chaos.api.dataplane.Capability.ORDERING_PRESERVE;
import static chaos.api.dataplane.Capability.QUEUE;
import static chaos.api.dataplane.Capability.RATE;
import static chaos.api.dataplane.Capability.REORDERING;
import static chaos.api.dataplane.Capability.SEED;
import static chaos.api.impairment.Impairment.NONE;

import chaos.api.dataplane.CorrelatedPart;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Every form of the impairment document, at plain values and at its edges. */
final class Samples {

    static final Correlation HALF = Correlation.ofFraction(0.5);
    private static final Duration MILLIS_40 = Duration.ofMillis(40);
    private static final RateLimit TEN_MBIT = RateLimit.of(BitRate.parse("10mbit"));

    private Samples() {}

    static List<Sample> all() {
        var samples = new ArrayList<Sample>();
        latency(samples);
        loss(samples);
        shares(samples);
        rate(samples);
        queue(samples);
        rest(samples);
        return List.copyOf(samples);
    }

    private static void latency(List<Sample> to) {
        to.add(Sample.of("latency 40 ms", NONE.withLatency(new Latency.Constant(MILLIS_40)), LATENCY));
        to.add(Sample.of("latency 1 ns", NONE.withLatency(new Latency.Constant(Duration.ofNanos(1))), LATENCY));
        to.add(Sample.of("latency 1 h", NONE.withLatency(new Latency.Constant(Latency.MAX)), LATENCY));
        for (var shape : Distribution.Shape.values()) {
            to.add(stochastic(shape.kind(), shape, Duration.ofMillis(5), Correlation.NONE));
            to.add(stochastic(shape.kind() + " correlated", shape, Duration.ofMillis(5), HALF)
                    .correlated(CorrelatedPart.LATENCY));
        }
        to.add(stochastic("widest jitter", Distribution.Shape.UNIFORM, Latency.MAX_JITTER, Correlation.NONE));
        to.add(stochastic(
                "table that nobody has",
                new Distribution.Table("no-such-table"),
                Duration.ofMillis(5),
                Correlation.NONE));
    }

    /** A latency from each table that a plane says it has. */
    static List<Sample> tables(List<Distribution> advertised) {
        return advertised.stream()
                .filter(Distribution.Table.class::isInstance)
                .map(table -> stochastic(table.toString(), table, Duration.ofMillis(5), Correlation.NONE))
                .toList();
    }

    private static Sample stochastic(String name, Distribution shape, Duration jitter, Correlation correlation) {
        var latency = new Latency.Stochastic(MILLIS_40, jitter, shape, correlation);
        return Sample.of("latency " + name, NONE.withLatency(latency), LATENCY).shaped(shape);
    }

    private static void loss(List<Sample> to) {
        for (double percent : new double[] {0.000001, 1, 33.3, 100}) {
            to.add(Sample.of(
                    "loss " + percent + " %",
                    NONE.withLoss(new LossModel.Bernoulli(Probability.ofPercent(percent), Correlation.NONE)),
                    LOSS_BERNOULLI));
        }
        to.add(Sample.of(
                        "loss 10 % correlated",
                        NONE.withLoss(new LossModel.Bernoulli(Probability.ofPercent(10), HALF)), LOSS_BERNOULLI)
                .correlated(CorrelatedPart.LOSS));
        to.add(Sample.of(
                "loss in two states",
                NONE.withLoss(new LossModel.GilbertElliott(of(0.01), of(0.1), of(0.9), of(0.001))),
                LOSS_GILBERT_ELLIOTT));
        to.add(Sample.of(
                "loss in two states at the edges",
                NONE.withLoss(new LossModel.GilbertElliott(
                        Probability.ALWAYS, Probability.NEVER, Probability.ALWAYS, Probability.NEVER)),
                LOSS_GILBERT_ELLIOTT));
        to.add(Sample.of(
                "loss in four states",
                NONE.withLoss(new LossModel.FourState(of(0.01), of(0.4), of(0.6), of(0.2), of(0.02))),
                LOSS_FOUR_STATE));
        to.add(Sample.of(
                "loss in four states whose chances sum to 1 and a part by rounding",
                NONE.withLoss(new LossModel.FourState(of(0.5), of(0.5), of(0.5), of(0.2), of(0.5))),
                LOSS_FOUR_STATE));
        for (double percent : new double[] {0.01, 50, 99}) {
            to.add(Sample.of(
                            "loss " + percent + " % correlated",
                            NONE.withLoss(new LossModel.Bernoulli(
                                    Probability.ofPercent(percent), Correlation.ofFraction(0.9))),
                            LOSS_BERNOULLI)
                    .correlated(CorrelatedPart.LOSS));
        }
    }

    private static void shares(List<Sample> to) {
        var half = Probability.ofPercent(0.5);
        to.add(Sample.of("duplication", NONE.withDuplication(new Duplication(half, Correlation.NONE)), DUPLICATION));
        to.add(Sample.of("duplication correlated", NONE.withDuplication(new Duplication(half, HALF)), DUPLICATION)
                .correlated(CorrelatedPart.DUPLICATION));
        to.add(Sample.of("corruption", NONE.withCorruption(new Corruption.Share(half, Correlation.NONE)), CORRUPTION));
        to.add(Sample.of("corruption correlated", NONE.withCorruption(new Corruption.Share(half, HALF)), CORRUPTION)
                .correlated(CorrelatedPart.CORRUPTION));
        to.add(Sample.of("bit errors", NONE.withCorruption(new Corruption.BitErrors(1e-7)), CORRUPTION_BER));
        var delayed = NONE.withLatency(new Latency.Constant(MILLIS_40));
        to.add(Sample.of(
                "reordering", delayed.withReordering(new Reordering(half, Correlation.NONE, 1)), LATENCY, REORDERING));
        to.add(Sample.of(
                "reordering at the widest gap",
                delayed.withReordering(new Reordering(Probability.ALWAYS, Correlation.NONE, Reordering.MAX_GAP)),
                LATENCY,
                REORDERING));
        to.add(Sample.of(
                        "reordering correlated",
                        delayed.withReordering(new Reordering(half, HALF, 5)),
                        LATENCY,
                        REORDERING)
                .correlated(CorrelatedPart.REORDERING));
    }

    private static void rate(List<Sample> to) {
        to.add(Sample.of("rate 10 Mbit/s", NONE.withRate(TEN_MBIT), RATE));
        to.add(Sample.of("rate 64 kbit/s", NONE.withRate(RateLimit.of(BitRate.parse("64kbit"))), RATE));
        to.add(Sample.of("rate 8 bit/s", NONE.withRate(RateLimit.of(new BitRate(BitRate.MIN))), RATE)
                .bounded());
        to.add(Sample.of("rate 1 Tbit/s", NONE.withRate(RateLimit.of(new BitRate(BitRate.MAX))), RATE));
        to.add(Sample.of("rate with a burst", NONE.withRate(TEN_MBIT.withBurst(new ByteCount(32_000))), RATE));
        to.add(Sample.of("rate with a burst of 1 byte", NONE.withRate(TEN_MBIT.withBurst(new ByteCount(1))), RATE)
                .bounded());
        to.add(Sample.of(
                "rate in cells",
                NONE.withRate(new RateLimit(TEN_MBIT.rate(), Optional.empty(), 24, OptionalInt.of(RateLimit.ATM_CELL))),
                RATE));
        to.add(Sample.of(
                        "rate with the largest overhead",
                        NONE.withRate(new RateLimit(
                                TEN_MBIT.rate(), Optional.empty(), RateLimit.MAX_OVERHEAD, OptionalInt.empty())),
                        RATE)
                .bounded());
    }

    private static void queue(List<Sample> to) {
        for (long packets : new long[] {1, 1000, QueueLimit.Packets.MAX}) {
            to.add(Sample.of("queue of " + packets, NONE.withQueue(new QueueLimit.Packets(packets)), QUEUE));
        }
        to.add(Sample.of(
                "queue of 50 ms",
                NONE.withRate(TEN_MBIT).withQueue(new QueueLimit.Time(Duration.ofMillis(50))),
                RATE,
                QUEUE));
        to.add(Sample.of(
                        "queue of 1 ns",
                        NONE.withRate(TEN_MBIT).withQueue(new QueueLimit.Time(Duration.ofNanos(1))),
                        RATE,
                        QUEUE)
                .bounded());
    }

    private static void rest(List<Sample> to) {
        var jitter =
                new Latency.Stochastic(MILLIS_40, Duration.ofMillis(5), Distribution.Shape.UNIFORM, Correlation.NONE);
        to.add(Sample.of(
                        "order kept",
                        NONE.withLatency(jitter).withOrdering(Ordering.PRESERVE),
                        LATENCY,
                        ORDERING_PRESERVE)
                .shaped(Distribution.Shape.UNIFORM));
        for (long seed : new long[] {0, 42, Long.MAX_VALUE}) {
            to.add(Sample.of(
                    "seed " + seed,
                    NONE.withLoss(new LossModel.Bernoulli(Probability.ofPercent(10), Correlation.NONE))
                            .withSeed(new Seed(seed)),
                    LOSS_BERNOULLI,
                    SEED));
        }
        to.add(Sample.of(
                "latency, loss, rate and queue",
                NONE.withLatency(new Latency.Constant(MILLIS_40))
                        .withLoss(new LossModel.Bernoulli(Probability.ofPercent(1), Correlation.NONE))
                        .withRate(TEN_MBIT)
                        .withQueue(new QueueLimit.Packets(100)),
                LATENCY,
                LOSS_BERNOULLI,
                RATE,
                QUEUE));
    }

    private static Probability of(double fraction) {
        return Probability.ofFraction(fraction);
    }
}
