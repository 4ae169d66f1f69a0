package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.control.Divergence;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.FieldValue;
import chaos.api.impairment.Impairment;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ReadBackCheckTest {

    private static final Impairment NONE = Impairment.NONE;

    /** Each row: what it is, an impairment, and the same off by one unit in the fields that are named. */
    static Stream<Arguments> offByOne() {
        return Stream.of(
                arguments("latency", constant(40_000_000), constant(40_000_001), List.of("/latency/duration")),
                arguments(
                        "jitter",
                        stochastic(5, Correlation.NONE),
                        stochastic(6, Correlation.NONE),
                        List.of("/latency/jitter")),
                arguments(
                        "latency correlation",
                        stochastic(5, new Correlation(7)),
                        stochastic(5, new Correlation(8)),
                        List.of("/latency/correlation")),
                arguments(
                        "another kind of latency",
                        constant(40_000_000),
                        stochastic(5, Correlation.NONE),
                        List.of(
                                "/latency/correlation",
                                "/latency/distribution/kind",
                                "/latency/duration",
                                "/latency/jitter",
                                "/latency/kind",
                                "/latency/mean")),
                arguments("loss", loss(1000), loss(1001), List.of("/loss/pct")),
                arguments(
                        "loss in two states",
                        NONE.withLoss(new LossModel.GilbertElliott(share(1), share(2), share(3), share(4))),
                        NONE.withLoss(new LossModel.GilbertElliott(share(1), share(2), share(3), share(5))),
                        List.of("/loss/loss_in_good")),
                arguments(
                        "loss in four states",
                        NONE.withLoss(new LossModel.FourState(share(1), share(2), share(3), share(4), share(5))),
                        NONE.withLoss(new LossModel.FourState(share(1), share(2), share(3), share(4), share(6))),
                        List.of("/loss/p14")));
    }

    static Stream<Arguments> offByOneInTheRest() {
        return Stream.of(
                arguments(
                        "duplication",
                        NONE.withDuplication(new Duplication(share(9), Correlation.NONE)),
                        NONE.withDuplication(new Duplication(share(8), Correlation.NONE)),
                        List.of("/duplication/pct")),
                arguments("reordering", reordering(1), reordering(2), List.of("/reordering/gap")),
                arguments(
                        "corruption",
                        NONE.withCorruption(new Corruption.Share(share(9), Correlation.NONE)),
                        NONE.withCorruption(new Corruption.BitErrors(1e-7)),
                        List.of("/corruption/ber", "/corruption/correlation", "/corruption/pct")),
                arguments("rate", rate(80, 2500), rate(88, 2500), List.of("/rate/bits_per_second")),
                arguments("burst", rate(80, 2000), rate(80, 2001), List.of("/rate/burst_bytes")),
                arguments(
                        "overhead and cells",
                        NONE.withRate(RateLimit.of(new BitRate(80))),
                        NONE.withRate(new RateLimit(new BitRate(80), Optional.empty(), 1, OptionalInt.of(48))),
                        List.of("/rate/cell_size", "/rate/packet_overhead")),
                arguments(
                        "queue",
                        NONE.withQueue(new QueueLimit.Packets(10)),
                        NONE.withQueue(new QueueLimit.Packets(11)),
                        List.of("/queue/limit_packets")),
                arguments("ordering", NONE, NONE.withOrdering(Ordering.PRESERVE), List.of("/ordering")),
                arguments("seed", NONE.withSeed(new Seed(1)), NONE, List.of("/seed")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"offByOne", "offByOneInTheRest"})
    void compare_seesOneUnit(String name, Impairment one, Impairment other, List<String> fields) {
        assertEquals(List.of(), ReadBackCheck.compare(one, one, List.of()));
        assertEquals(List.of(), ReadBackCheck.compare(other, other, List.of()));
        assertEquals(fields, pointers(ReadBackCheck.compare(one, other, List.of())));
        assertEquals(fields, pointers(ReadBackCheck.compare(other, one, List.of())));
        assertEquals(List.of(), ReadBackCheck.compare(one, other, fields), "what cannot be shown is not compared");
    }

    @Test
    void compare_showsBothSides() {
        assertEquals(
                List.of(new Divergence(
                        "/latency/duration",
                        Optional.of(new FieldValue.Whole(40_000_000)),
                        Optional.of(new FieldValue.Whole(39_000_000)))),
                ReadBackCheck.compare(constant(40_000_000), constant(39_000_000), List.of()));
    }

    @Test
    void compare_ofNothingWithSomething_namesEveryField() {
        assertEquals(
                List.of(
                        new Divergence("/loss/correlation", Optional.empty(), Optional.of(new FieldValue.Decimal(0))),
                        new Divergence("/loss/model", Optional.empty(), Optional.of(new FieldValue.Text("bernoulli"))),
                        new Divergence("/loss/pct", Optional.empty(), Optional.of(new FieldValue.Decimal(100)))),
                ReadBackCheck.compare(NONE, loss(Probability.ONE), List.of()));
    }

    @Test
    void compare_leavesOutAWholeObjectButNoNamesake() {
        var one = stochastic(5, Correlation.NONE);
        var other = NONE.withLatency(new Latency.Stochastic(
                Duration.ofMillis(40), Duration.ofNanos(6), Distribution.Shape.NORMAL, Correlation.NONE));
        assertEquals(
                List.of("/latency/jitter"),
                pointers(ReadBackCheck.compare(one, other, List.of("/latency/distribution", "/latency/jit"))));
        assertEquals(List.of(), ReadBackCheck.compare(one, other, List.of("/latency")));
    }

    private static List<String> pointers(List<Divergence> divergences) {
        return divergences.stream().map(Divergence::field).toList();
    }

    private static Impairment constant(long nanos) {
        return NONE.withLatency(new Latency.Constant(Duration.ofNanos(nanos)));
    }

    private static Impairment stochastic(long jitterNanos, Correlation correlation) {
        return NONE.withLatency(new Latency.Stochastic(
                Duration.ofMillis(40), Duration.ofNanos(jitterNanos), Distribution.Shape.UNIFORM, correlation));
    }

    private static Impairment loss(long scaled) {
        return NONE.withLoss(new LossModel.Bernoulli(share(scaled), Correlation.NONE));
    }

    private static Impairment reordering(long gap) {
        return constant(1).withReordering(new Reordering(share(9), Correlation.NONE, gap));
    }

    private static Impairment rate(long bits, long burst) {
        return NONE.withRate(RateLimit.of(new BitRate(bits)).withBurst(new ByteCount(burst)));
    }

    private static Probability share(long scaled) {
        return new Probability(scaled);
    }
}
