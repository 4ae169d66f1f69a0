package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.Missing;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Seed;
import chaos.api.unit.BitRate;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.distribution.LatencyTables;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a kernel that lacks something is said to be able to do, before anybody tries. */
class KernelProbeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String ALONE = "netems_beside_a_duplicating_one";

    private static final Impairment LATENCY = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));
    private static final Impairment LOSS =
            Impairment.NONE.withLoss(new LossModel.Bernoulli(Probability.ofPercent(1), Correlation.NONE));
    private static final Impairment RATE = Impairment.NONE.withRate(RateLimit.of(BitRate.parse("1mbit")));
    private static final Impairment QUEUE = Impairment.NONE.withQueue(new QueueLimit.Packets(9));
    private static final Impairment SEED = LOSS.withSeed(new Seed(42));

    private static final int LATENCY64 = 10;
    private static final int JITTER64 = 11;
    private static final int PRNG_SEED = 14;
    private static final int LOSS_MODEL = 5;

    private static Capabilities probe(Set<String> kinds, Set<Integer> attributes, boolean alone)
            throws NetlinkException {
        var kernel = new Conversation(new LackingKernel(kinds, attributes, alone), TIMEOUT);
        var plane = new PlaneDescription(new PlaneName("netlink"), "test", true);
        return new KernelAbilities(plane, kernel, TIMEOUT, LatencyTables.SHAPES).told(KernelProbe.of(kernel, true));
    }

    @Test
    void kernelThatLacksNothing_canDoAll() throws NetlinkException {
        var capabilities = probe(Set.of(), Set.of(), false);
        assertEquals(EnumSet.complementOf(EnumSet.of(Capability.CORRUPTION_BER)), capabilities.supported());
        assertEquals(List.of(), capabilities.missing());
        assertFalse(capabilities.limits().containsKey(ALONE));
        for (var impairment : List.of(LATENCY, RATE, QUEUE, SEED)) {
            assertTrue(NetlinkPlans.plan(impairment, capabilities, 1500).isHoldable(), impairment::toString);
        }
    }

    /** Each row: what is lacking, what is asked for, the field refused, what to do. */
    static Stream<Arguments> lacking() {
        return Stream.of(
                arguments(new Lack(Set.of("netem"), Set.of()), LATENCY, "/latency", "load the module sch_netem"),
                arguments(new Lack(Set.of("netem"), Set.of()), LOSS, "/loss", "load the module sch_netem"),
                arguments(new Lack(Set.of("tbf"), Set.of()), RATE, "/rate", "load the module sch_tbf"),
                arguments(
                        new Lack(Set.of("pfifo"), Set.of()), QUEUE, "/queue", "boot a kernel with CONFIG_NET_SCH_FIFO"),
                arguments(new Lack(Set.of("pfifo"), Set.of()), RATE, "/rate", "boot a kernel with CONFIG_NET_SCH_FIFO"),
                arguments(new Lack(Set.of(), Set.of(LATENCY64)), LATENCY, "/latency", "boot Linux 4.16 or newer"),
                arguments(
                        new Lack(Set.of(), Set.of(LATENCY64, JITTER64)),
                        LATENCY,
                        "/latency",
                        "boot Linux 4.16 or newer"),
                arguments(new Lack(Set.of(), Set.of(PRNG_SEED)), SEED, "/seed", "boot Linux 6.6 or newer"));
    }

    /** Kinds of qdiscs and attributes of netem. */
    private record Lack(Set<String> kinds, Set<Integer> attributes) {}

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("lacking")
    void kernelThatLacks_isNotAskedFor(Lack lack, Impairment asked, String field, String remedy)
            throws NetlinkException {
        var capabilities = probe(lack.kinds(), lack.attributes(), false);
        var refusals = NetlinkPlans.plan(asked, capabilities, 1500).refusals();
        assertEquals(field, refusals.get(0).field());
        assertTrue(refusals.get(0).detail().contains(remedy), refusals::toString);
        var remedies = capabilities.missing().stream().map(Missing::remedy).toList();
        assertTrue(remedies.stream().anyMatch(text -> text.contains(remedy)), remedies::toString);
    }

    /** What it passes over without a word is not claimed, and the rest is. */
    @Test
    void attributeThatIsPassedOver_isNoticedByItsAbsence() throws NetlinkException {
        var capabilities = probe(Set.of(), Set.of(LOSS_MODEL), false);
        assertFalse(capabilities.supports(Capability.LOSS_GILBERT_ELLIOTT));
        assertFalse(capabilities.supports(Capability.LOSS_FOUR_STATE));
        assertTrue(capabilities.supports(Capability.LOSS_BERNOULLI));
        assertTrue(capabilities.supports(Capability.LATENCY));
    }

    @Test
    void ruleAboutDuplication_isShownAsALimit() throws NetlinkException {
        var capabilities = probe(Set.of(), Set.of(), true);
        assertEquals(0L, capabilities.limits().get(ALONE));
        assertTrue(capabilities.supports(Capability.DUPLICATION), "one netem a port is all that there ever is");
    }
}
