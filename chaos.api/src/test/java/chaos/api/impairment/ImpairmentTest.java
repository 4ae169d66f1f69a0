package chaos.api.impairment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImpairmentTest {

    private static final Latency FORTY_MS = new Latency.Constant(Duration.ofMillis(40));
    private static final Reordering REORDERING = new Reordering(Probability.ofPercent(2), Correlation.NONE, 1);
    private static final RateLimit RATE = RateLimit.of(BitRate.parse("25mbit"));

    private static Probability fraction(double value) {
        return Probability.ofFraction(value);
    }

    private static RateLimit rate(long burst, int overhead, OptionalInt cell) {
        return new RateLimit(BitRate.parse("8kbit"), Optional.of(new ByteCount(burst)), overhead, cell);
    }

    static Stream<Arguments> refusals() {
        var none = OptionalInt.empty();
        return Stream.of(
                row("/latency/duration", () -> new Latency.Constant(Duration.ofNanos(-1))),
                row("/latency/duration", () -> new Latency.Constant(Latency.MAX.plusNanos(1))),
                row("/latency/mean", () -> stochastic(Latency.MAX.plusNanos(1), Duration.ZERO)),
                row("/latency/jitter", () -> stochastic(Duration.ZERO, Latency.MAX_JITTER.plusNanos(1))),
                row("/latency/jitter", () -> stochastic(Duration.ZERO, Duration.ofNanos(-1))),
                row("/loss/p14", () -> fourState(0.6, 0.1, 0.1, 0.1, 0.5)),
                row("/loss/p32", () -> fourState(0.1, 0.6, 0.5, 0.1, 0.1)),
                row("/reordering/gap", () -> new Reordering(Probability.ALWAYS, Correlation.NONE, 0)),
                row("/reordering/gap", () -> new Reordering(Probability.ALWAYS, Correlation.NONE, 1L << 32)),
                row("/corruption/ber", () -> new Corruption.BitErrors(Double.NaN)),
                row("/corruption/ber", () -> new Corruption.BitErrors(-1e-9)),
                row("/rate/burst_bytes", () -> rate(0, 0, none)),
                row("/rate/burst_bytes", () -> rate(274_001, 0, none)),
                row("/rate/packet_overhead", () -> rate(2000, -1, none)),
                row("/rate/packet_overhead", () -> rate(2000, 65_536, none)),
                row("/rate/cell_size", () -> rate(2000, 0, OptionalInt.of(53))),
                row("/queue/limit_packets", () -> new QueueLimit.Packets(0)),
                row("/queue/limit_packets", () -> new QueueLimit.Packets(10_000_001)),
                row("/queue/limit_time", () -> new QueueLimit.Time(Duration.ZERO)),
                row("/seed", () -> new Seed(-1)),
                row("/reordering", () -> Impairment.NONE.withReordering(REORDERING)),
                row("/reordering", () -> Impairment.NONE
                        .withLatency(FORTY_MS)
                        .withOrdering(Ordering.PRESERVE)
                        .withReordering(REORDERING)),
                row("/queue/limit_time", () -> Impairment.NONE.withQueue(new QueueLimit.Time(Duration.ofMillis(1)))));
    }

    private static Arguments row(String field, Executable action) {
        return arguments(field, action);
    }

    private static Latency stochastic(Duration mean, Duration jitter) {
        return new Latency.Stochastic(mean, jitter, Distribution.Shape.NORMAL, Correlation.NONE);
    }

    private static LossModel fourState(double p13, double p31, double p32, double p23, double p14) {
        return new LossModel.FourState(fraction(p13), fraction(p31), fraction(p32), fraction(p23), fraction(p14));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("refusals")
    void values_refuseAndNameTheField(String field, Executable action) {
        assertEquals(field, assertThrows(InvalidFieldException.class, action).field());
    }

    @Test
    void bounds_areIncluded() {
        assertEquals(Latency.MAX, new Latency.Constant(Latency.MAX).mean());
        assertEquals(
                274_000,
                rate(274_000, 65_535, OptionalInt.of(48)).burst().orElseThrow().bytes());
        fourState(0.5, 0.5, 0.5, 0.5, 0.5);
    }

    @Test
    void zero_isHeldAsNone() {
        var nothing = Impairment.NONE
                .withLatency(new Latency.Constant(Duration.ZERO))
                .withLoss(new LossModel.Bernoulli(Probability.NEVER, Correlation.ofFraction(0.5)))
                .withDuplication(new Duplication(Probability.NEVER, Correlation.NONE))
                .withCorruption(new Corruption.BitErrors(0));
        assertEquals(Impairment.NONE, nothing);
        assertTrue(nothing.isNone());
        assertTrue(nothing.withSeed(new Seed(1)).withOrdering(Ordering.PRESERVE).isNone());
    }

    @Test
    void zeroJitter_isConstant() {
        assertEquals(
                Impairment.NONE.withLatency(FORTY_MS),
                Impairment.NONE.withLatency(stochastic(Duration.ofMillis(40), Duration.ZERO)));
    }

    @Test
    void without_takesAlongWhatNeedsIt() {
        var full = Impairment.NONE
                .withLatency(FORTY_MS)
                .withReordering(REORDERING)
                .withRate(RATE)
                .withQueue(new QueueLimit.Time(Duration.ofMillis(100)));
        assertEquals(Impairment.NONE, full.without(List.of("/latency", "/rate/burst_bytes")));
        assertEquals(full.without(List.of("/reordering/gap")).reordering(), Optional.empty());
        assertEquals(full, full.without(List.of("/late", "/loss")));
    }

    @Test
    void fields_areTheDocumentLaidOutFlat() {
        var impairment = Impairment.NONE
                .withLatency(FORTY_MS)
                .withLoss(new LossModel.Bernoulli(Probability.ofPercent(1), Correlation.NONE))
                .withRate(RATE)
                .withSeed(new Seed(7));
        assertEquals(
                "{/latency/duration=Whole[value=40000000], /latency/kind=Text[value=constant],"
                        + " /loss/correlation=Decimal[value=0.0], /loss/model=Text[value=bernoulli],"
                        + " /loss/pct=Decimal[value=1.0], /rate/bits_per_second=Whole[value=25000000],"
                        + " /rate/packet_overhead=Whole[value=0], /seed=Whole[value=7]}",
                impairment.fields().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "25mbit, 1500, 3125, 207", // 1 ms at the rate is more than two frames
        "1mbit, 1500, 3044, 10", // two frames of 1522; 8.3 frames in 100 ms
        "1gbit, 9000, 125000, 1387",
        "8bit, 1500, 274, 10" // the bound of 274 s at the rate wins
    })
    void defaults_areTheLargerOfFramesAndTime(String rate, int mtu, long burst, long packets) {
        var filled = Defaults.fill(Impairment.NONE.withRate(RateLimit.of(BitRate.parse(rate))), mtu);
        assertEquals(burst, filled.rate().orElseThrow().burst().orElseThrow().bytes());
        assertEquals(Optional.of(new QueueLimit.Packets(packets)), filled.queue());
    }

    @Test
    void defaults_leaveWhatWasAsked() {
        var asked =
                Impairment.NONE.withRate(RATE.withBurst(new ByteCount(9999))).withQueue(new QueueLimit.Packets(3));
        assertEquals(asked, Defaults.fill(asked, 1500));
        assertEquals(Impairment.NONE, Defaults.fill(Impairment.NONE, 1500));
    }
}
