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
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.impairment.Seed;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.dataplane.netlink.qdisc.Netem;
import chaos.distribution.LatencyTable;
import chaos.distribution.LatencyTables;
import chaos.distribution.TableFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                supported.contains(Capability.LATENCY) ? List.of(Distribution.Shape.values()) : List.of(),
                Set.of(),
                List.of(),
                new TreeMap<>(),
                List.of(missing));
    }

    private static Plan plan(Impairment impairment) {
        var all = EnumSet.complementOf(EnumSet.of(Capability.CORRUPTION_BER, Capability.SEED));
        return NetlinkPlans.plan(impairment, kernel(all), 1500);
    }

    /** Each row: what is asked for, the field that is refused, why. */
    static Stream<Arguments> refused() {
        return Stream.concat(unsupported(), outOfRange());
    }

    private static Stream<Arguments> unsupported() {
        var tiny = new LossModel.Bernoulli(new Probability(1), CORRELATED);
        var coarse = new LossModel.Bernoulli(new Probability(401), CORRELATED);
        var total = new LossModel.Bernoulli(Probability.ALWAYS, CORRELATED);
        return Stream.of(
                        arguments(
                                NONE.withLatency(stochastic(40, 5, new Distribution.Table("mine"))),
                                "/latency/distribution/name"),
                        arguments(NONE.withLoss(tiny), "/loss/correlation"),
                        arguments(NONE.withLoss(coarse), "/loss/correlation"),
                        arguments(NONE.withLoss(total), "/loss/correlation"),
                        arguments(NONE.withDuplication(new Duplication(HALF, CORRELATED)), "/duplication/correlation"),
                        arguments(
                                LATENCY.withReordering(new Reordering(HALF, CORRELATED, 1)), "/reordering/correlation"),
                        arguments(
                                NONE.withCorruption(new Corruption.Share(HALF, CORRELATED)), "/corruption/correlation"),
                        arguments(NONE.withCorruption(new Corruption.BitErrors(1e-7)), "/corruption/ber"),
                        arguments(LATENCY.withSeed(new Seed(42)), "/seed"))
                .map(row -> arguments(row.get()[0], row.get()[1], Cause.NOT_SUPPORTED));
    }

    private static Latency stochastic(int mean, int jitter, Distribution distribution) {
        return new Latency.Stochastic(
                Duration.ofMillis(mean), Duration.ofMillis(jitter), distribution, Correlation.NONE);
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

    /** Each row: what is asked for, and each warning by its field and reason. */
    static Stream<Arguments> warnings() {
        return Stream.concat(warningsOfNumbers(), warningsOfShapes());
    }

    private static Stream<Arguments> warningsOfNumbers() {
        return Stream.of(
                arguments(NONE.withRate(TEN), ""),
                arguments(NONE.withRate(TEN.withBurst(new ByteCount(125_000))), "/rate/burst_bytes long_burst"),
                arguments(
                        NONE.withRate(TEN.withBurst(new ByteCount(3044))).withQueue(new QueueLimit.Packets(2)),
                        "/queue/limit_packets queue_below_burst"),
                arguments(
                        NONE.withRate(TEN.withBurst(new ByteCount(12_500)))
                                .withQueue(new QueueLimit.Time(Duration.ofMillis(9))),
                        "/queue/limit_time queue_below_burst"),
                arguments(NONE.withLatency(new Latency.Constant(Duration.ofMinutes(1))), "/latency emulator_limit"),
                arguments(LATENCY.withReordering(reordering(100, 1)), "/reordering/pct gap_cannot_act"),
                arguments(LATENCY.withReordering(reordering(100, 5)), ""),
                arguments(LATENCY.withReordering(reordering(50, 1L << 28)), "/reordering/gap gap_cannot_act"),
                arguments(
                        LATENCY.withReordering(reordering(50, 2)).withRate(RateLimit.of(BitRate.parse("300kbit"))),
                        "/reordering latency_below_packet_gap"));
    }

    private static Stream<Arguments> warningsOfShapes() {
        return Stream.of(
                arguments(stochasticOf(40, 40, Distribution.Shape.UNIFORM), ""),
                arguments(stochasticOf(39, 40, Distribution.Shape.UNIFORM), "/latency/jitter latency_below_jitter"),
                arguments(stochasticOf(40, 10, Distribution.Shape.NORMAL), ""),
                arguments(stochasticOf(40, 20, Distribution.Shape.NORMAL), "/latency/jitter latency_below_jitter"),
                arguments(stochasticOf(40, 5, Distribution.Shape.PARETO), "/latency/distribution pareto_clip"),
                arguments(
                        stochasticOf(40, 5, Distribution.Shape.PARETONORMAL),
                        "/latency/distribution paretonormal_clip"),
                arguments(
                        stochasticOf(40, 5, Distribution.Shape.EXPONENTIAL), "/latency/distribution exponential_clip"),
                arguments(
                        NONE.withLatency(new Latency.Stochastic(
                                Duration.ofMillis(40), Duration.ofMillis(5), Distribution.Shape.UNIFORM, CORRELATED)),
                        "/latency/correlation no_effect"));
    }

    private static Impairment stochasticOf(int mean, int jitter, Distribution distribution) {
        return NONE.withLatency(stochastic(mean, jitter, distribution));
    }

    private static Reordering reordering(double percent, long gap) {
        return new Reordering(Probability.ofPercent(percent), Correlation.NONE, gap);
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("warnings")
    void plan_warns(Impairment impairment, String warnings) {
        var plan = plan(impairment);
        assertTrue(plan.isHoldable(), () -> plan.refusals().toString());
        assertEquals(
                warnings,
                plan.warnings().stream()
                        .map(warning -> warning.field().orElseThrow() + " " + warning.reason())
                        .collect(Collectors.joining(", ")));
    }

    /** What no kernel can do, and a seed, which some can. */
    static Stream<Impairment> onThePacketPlane() {
        return Stream.of(
                NONE.withCorruption(new Corruption.BitErrors(1e-7)),
                NONE.withCorruption(new Corruption.Share(HALF, CORRELATED)),
                NONE.withDuplication(new Duplication(HALF, CORRELATED)),
                LATENCY.withReordering(new Reordering(HALF, CORRELATED, 1)),
                LATENCY.withSeed(new Seed(42)));
    }

    @ParameterizedTest
    @MethodSource("onThePacketPlane")
    void plan_refusesWithTheNameOfThePlaneThatCan(Impairment asked) {
        var refusal = plan(asked).refusals().get(0);
        assertTrue(refusal.detail().contains("packet plane (chaos use packet)"), refusal.detail());
    }

    @Test
    void plan_takesOffThePartThatWouldOverflow() {
        var four = new LossModel.FourState(HALF, HALF, HALF, HALF, HALF);
        var held = (LossModel.FourState)
                plan(NONE.withLoss(four)).canonical().loss().orElseThrow();
        assertEquals(Probability.ONE, held.p13().scaled() + held.p14().scaled());
        assertEquals(Probability.ONE, held.p31().scaled() + held.p32().scaled());
    }

    @Test
    void plan_refusesATableByItsPathAndLine(@TempDir Path stateDir) throws IOException {
        Files.createDirectory(stateDir.resolve("dist"));
        Files.writeString(stateDir.resolve("dist/mine.dist"), "1\nx\n");
        var asked = NONE.withLatency(stochastic(40, 5, new Distribution.Table("mine")));
        var refusals = planned(asked, TableFolder.in(stateDir)).plan().refusals();
        assertEquals("/latency/distribution/name", refusals.get(0).field());
        assertTrue(
                refusals.get(0).detail().contains(stateDir.resolve("dist/mine.dist") + ": line 2"),
                refusals.toString());
    }

    @Test
    void plan_takesTheTableThatIsThere() {
        var mine = LatencyTable.of((short) 8192, (short) -32_768);
        var asked = NONE.withLatency(stochastic(10, 5, new Distribution.Table("mine")));
        var planned = planned(asked, name -> mine);
        assertEquals(asked, planned.plan().canonical());
        var netem = (Netem) planned.tree().nodes().get(0).options();
        assertEquals(Optional.of(mine), netem.told().table());
        assertEquals(
                List.of("latency_below_jitter"),
                planned.plan().warnings().stream().map(Warning::reason).toList());
    }

    /** A tree without the table is the same to whoever reads, as the kernel shows none. */
    @Test
    void read_needsNoTable() {
        var asked = NONE.withLatency(stochastic(10, 5, new Distribution.Table("mine")));
        var told = planned(asked, name -> LatencyTable.of((short) 1)).tree();
        var untold = QdiscTree.of(asked);
        assertTrue(told.nodes().get(0).options().holdsSame(untold.nodes().get(0).options()));
    }

    private static NetlinkPlans.Planned planned(Impairment asked, LatencyTables tables) {
        return NetlinkPlans.plan(asked, kernel(EnumSet.allOf(Capability.class)), tables, 1500);
    }
}
