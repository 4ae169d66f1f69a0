package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.Missing;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.Refusal;
import chaos.api.dataplane.Refusal.Cause;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetlinkPlansTest {

    private static final Probability HALF = Probability.ofPercent(50);
    private static final Correlation CORRELATED = Correlation.ofFraction(0.5);
    private static final Impairment NONE = Impairment.NONE;
    private static final Impairment LATENCY = NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));
    private static final RateLimit TEN = RateLimit.of(BitRate.parse("10mbit"));
    private static final Missing NETEM = new Missing("netem", "load it");

    private static Capabilities kernel(Set<Capability> supported, Missing... missing) {
        return new Capabilities(
                new PlaneDescription(new PlaneName("netlink"), "test", true),
                supported,
                List.of(),
                Set.of(),
                List.of(),
                new TreeMap<>(),
                List.of(missing));
    }

    private static Plan plan(Impairment impairment) {
        var all = Set.of(Capability.LATENCY, Capability.LOSS_BERNOULLI, Capability.RATE, Capability.QUEUE);
        return NetlinkPlans.plan(impairment, kernel(all), 1500);
    }

    /** Each row: what is asked for, the field that is refused, why. */
    static Stream<Arguments> refused() {
        return Stream.concat(unsupported(), outOfRange());
    }

    private static Stream<Arguments> unsupported() {
        var stochastic = new Latency.Stochastic(
                Duration.ofMillis(40), Duration.ofMillis(5), Distribution.Shape.NORMAL, Correlation.NONE);
        return Stream.of(
                arguments(NONE.withLatency(stochastic), "/latency/jitter", Cause.NOT_SUPPORTED),
                arguments(
                        NONE.withLoss(new LossModel.Bernoulli(HALF, CORRELATED)),
                        "/loss/correlation",
                        Cause.NOT_SUPPORTED),
                arguments(
                        NONE.withLoss(new LossModel.GilbertElliott(HALF, HALF, HALF, HALF)),
                        "/loss/model",
                        Cause.NOT_SUPPORTED),
                arguments(
                        NONE.withDuplication(new Duplication(HALF, Correlation.NONE)),
                        "/duplication",
                        Cause.NOT_SUPPORTED),
                arguments(
                        LATENCY.withReordering(new Reordering(HALF, Correlation.NONE, 1)),
                        "/reordering",
                        Cause.NOT_SUPPORTED),
                arguments(
                        NONE.withCorruption(new Corruption.Share(HALF, Correlation.NONE)),
                        "/corruption",
                        Cause.NOT_SUPPORTED),
                arguments(LATENCY.withOrdering(Ordering.PRESERVE), "/ordering", Cause.NOT_SUPPORTED),
                arguments(LATENCY.withSeed(new Seed(42)), "/seed", Cause.NOT_SUPPORTED));
    }

    private static Stream<Arguments> outOfRange() {
        return Stream.of(
                arguments(NONE.withRate(TEN.withBurst(new ByteCount(1521))), "/rate/burst_bytes", Cause.OUT_OF_RANGE),
                arguments(
                        NONE.withRate(RateLimit.of(BitRate.parse("1000gbit")).withBurst(new ByteCount(1L << 32))),
                        "/rate/burst_bytes",
                        Cause.OUT_OF_RANGE),
                arguments(
                        NONE.withRate(new RateLimit(
                                BitRate.parse("8kbit"), Optional.of(new ByteCount(274_000)), 0, OptionalInt.of(48))),
                        "/rate/burst_bytes",
                        Cause.OUT_OF_RANGE),
                arguments(
                        NONE.withRate(new RateLimit(
                                BitRate.parse("1000gbit"),
                                Optional.of(new ByteCount(4_000_000_000L)),
                                0,
                                OptionalInt.of(48))),
                        "/rate/burst_bytes",
                        Cause.OUT_OF_RANGE),
                arguments(
                        NONE.withRate(TEN).withQueue(new QueueLimit.Time(Duration.ofMillis(1))),
                        "/queue/limit_time",
                        Cause.OUT_OF_RANGE),
                arguments(
                        NONE.withRate(RateLimit.of(BitRate.parse("1000gbit")))
                                .withQueue(new QueueLimit.Time(Duration.ofHours(1))),
                        "/queue/limit_time",
                        Cause.OUT_OF_RANGE));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refused")
    void plan_refusesByField(Impairment impairment, String field, Cause cause) {
        var plan = plan(impairment);
        assertEquals(1, plan.refusals().size(), () -> plan.refusals().toString());
        assertEquals(field, plan.refusals().get(0).field());
        assertEquals(cause, plan.refusals().get(0).cause());
        assertEquals(impairment, plan.canonical());
    }

    @Test
    void plan_fillsInBurstAndQueue() {
        var plan = plan(NONE.withRate(TEN));
        assertTrue(plan.isHoldable());
        assertEquals(
                new ByteCount(3044),
                plan.canonical().rate().orElseThrow().burst().orElseThrow());
        assertEquals(new QueueLimit.Packets(83), plan.canonical().queue().orElseThrow());
        assertEquals(2, plan.layers().size());
        assertEquals(List.of(), plan.warnings());
    }

    @Test
    void plan_namesWhatTheKernelLacks() {
        var lacking = kernel(Set.of(Capability.RATE, Capability.QUEUE), NETEM);
        var refusals = NetlinkPlans.plan(LATENCY, lacking, 1500).refusals();
        assertEquals(List.of(new Refusal("/latency", Cause.NOT_SUPPORTED, "netem is missing: load it")), refusals);
        assertTrue(NetlinkPlans.plan(NONE.withRate(TEN), lacking, 1500).isHoldable());
    }

    @Test
    void plan_warnsOfABurstThatIsLong() {
        var warnings =
                plan(NONE.withRate(TEN.withBurst(new ByteCount(125_000)))).warnings();
        assertEquals("/rate/burst_bytes", warnings.get(0).field().orElseThrow());
        assertEquals(
                "a burst of 100 ms of the rate leaves at line rate",
                warnings.get(0).detail());
    }

    @Test
    void plan_warnsWhereNetemCannotHoldWhatArrives() {
        var warnings = plan(NONE.withLatency(new Latency.Constant(Duration.ofMinutes(1))))
                .warnings();
        assertEquals("emulator_limit", warnings.get(0).reason());
    }
}
