package chaos.bench.engine;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.engine.DropCause;
import chaos.engine.Engine;
import chaos.engine.EngineSettings;
import chaos.engine.Fates;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One packet an operation: 1500 bytes each 1200 ns, which is 10 Gbit/s, on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBench {

    private static final int BYTES = 1500;
    private static final long SPACING = 1200;
    private static final Correlation NONE = Correlation.NONE;

    /** What is done to the packets. */
    @Param
    private Load load;

    private Engine engine;
    private long at;
    private long fates;

    /** Impairments by how much there is to decide. */
    public enum Load {
        /** Constant latency and independent loss. */
        CONSTANT_BERNOULLI,
        /** Normal jitter and Gilbert-Elliott loss. */
        NORMAL_GILBERT_ELLIOTT,
        /** Every part of the document at once, with rate and queue. */
        FULL_COMPOSITE;

        Impairment impairment() {
            return switch (this) {
                case CONSTANT_BERNOULLI -> Impairment.NONE
                        .withLatency(new Latency.Constant(Duration.ofMillis(40)))
                        .withLoss(new LossModel.Bernoulli(Probability.ofPercent(1), NONE));
                case NORMAL_GILBERT_ELLIOTT -> jitterWithBursts();
                case FULL_COMPOSITE -> jitterWithBursts()
                        .withDuplication(new Duplication(Probability.ofPercent(0.5), NONE))
                        .withReordering(new Reordering(Probability.ofPercent(1), NONE, 1))
                        .withCorruption(new Corruption.Share(Probability.ofPercent(0.1), NONE))
                        .withRate(RateLimit.of(BitRate.parse("10gbit")).withBurst(new ByteCount(1_250_000)))
                        .withQueue(new QueueLimit.Packets(1000));
            };
        }

        private static Impairment jitterWithBursts() {
            return Impairment.NONE
                    .withLatency(new Latency.Stochastic(
                            Duration.ofMillis(40), Duration.ofMillis(5), Distribution.Shape.NORMAL, NONE))
                    .withLoss(new LossModel.GilbertElliott(
                            Probability.ofPercent(1),
                            Probability.ofPercent(20),
                            Probability.ALWAYS,
                            Probability.NEVER));
        }
    }

    /** A new engine. */
    @Setup
    public void start() {
        at = 0;
        engine = new Engine(load.impairment(), EngineSettings.seeded(1), new Fates() {
            @Override
            public void delivered(long packet, boolean copy, long when, int corruptedBit) {
                fates += when;
            }

            @Override
            public void dropped(long packet, boolean copy, long when, DropCause cause) {
                fates++;
            }
        });
    }

    /** {@return something that depends on every fate} */
    @Benchmark
    public long packet() {
        at += SPACING;
        engine.offer(BYTES, at);
        return fates;
    }
}
