package chaos.dataplane.tck;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.Refusal;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What a plane says of itself, how it is attached and detached, and what it plans. */
abstract class PlanContract extends PlaneFixture {

    // ---- what it says of itself ------------------------------------------------------------------------------------

    @Test
    void describe_isTheSameAsInTheCapabilities() {
        assertEquals(plane().describe(), plane().capabilities().plane());
        assertFalse(plane().describe().version().isBlank());
    }

    @Test
    void capabilities_saysWhatIsMissingAndWhatToDo() {
        for (var missing : plane().capabilities().missing()) {
            assertFalse(missing.what().isBlank());
            assertFalse(missing.remedy().isBlank(), missing.what());
        }
        plane().capabilities().unverifiable().forEach(pointer -> assertTrue(pointer.startsWith("/"), pointer));
    }

    @Test
    void ports_areTwoInOrder() throws DataPlaneException {
        plane().attach();
        assertEquals(
                List.of(Direction.values()),
                plane().ports().stream().map(port -> port.direction()).toList());
    }

    // ---- attach and detach -----------------------------------------------------------------------------------------

    @Test
    void use_whileNotAttached_isRefused() throws DataPlaneException {
        assertEveryUseIsRefused();
        plane().attach();
        plane().detach();
        assertEveryUseIsRefused();
    }

    private void assertEveryUseIsRefused() {
        for (var direction : Direction.values()) {
            assertAll(
                    () -> assertNotAttached(() -> plane().apply(direction, Impairment.NONE)),
                    () -> assertNotAttached(() -> plane().clear(direction)),
                    () -> assertNotAttached(() -> plane().read(direction, Optional.empty())),
                    () -> assertNotAttached(() -> plane().stats(direction)));
        }
    }

    private static void assertNotAttached(Executable use) {
        var refused = assertThrows(DataPlaneException.class, use);
        assertEquals(Reason.NO_LIVE_PLANE, refused.reason(), refused.getMessage());
        assertFalse(refused.detail().isBlank());
    }

    @Test
    void attach_twice_isRefusedAndHarmsNothing() throws DataPlaneException {
        plane().attach();
        var sample = claimed().get(0);
        var applied = plane().apply(Direction.PORT1, sample.impairment());
        var refused = assertThrows(DataPlaneException.class, plane()::attach);
        assertFalse(refused.detail().isBlank());
        assertEquals(applied.canonical(), read(Direction.PORT1, applied.canonical()));
    }

    @Test
    void detach_leavesThePortsAsTheyWere() throws Exception {
        var before = portsAsFound();
        plane().attach();
        for (var direction : Direction.values()) {
            plane().apply(direction, claimed().get(0).impairment());
        }
        plane().detach();
        assertEquals(before, portsAsFound());
        plane().detach();
        assertEquals(before, portsAsFound(), "detached again");
    }

    @Test
    void attach_impairsNothing() throws DataPlaneException {
        for (int times = 0; times < 2; times++) {
            plane().attach();
            for (var direction : Direction.values()) {
                assertEquals(Impairment.NONE, read(direction, Impairment.NONE));
                plane().apply(direction, claimed().get(0).impairment());
            }
            plane().detach();
        }
    }

    // ---- plan ------------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicTest> plan_holdsWhatIsClaimedAndRefusesWhatIsNot() {
        return each(samples(), sample -> {
            var plan = plan(sample.impairment());
            assertEquals(plan, plan(sample.impairment()), "the same question has the same answer");
            plan.warnings().forEach(PlaneFixture::assertWellFormed);
            if (sample.isClaimed(plane().capabilities())) {
                assertClaimHolds(sample, plan);
            } else if (plan.isHoldable() && sample.lacksOnlyLatencyCorrelation(plane().capabilities())) {
                assertTrue(
                        plan.warnings().stream()
                                .anyMatch(warning -> warning.field().equals(Optional.of("/latency/correlation"))),
                        "accepted without an effect, and without a warning");
            } else {
                assertRefused(sample, plan);
            }
        });
    }

    private static void assertClaimHolds(Sample sample, Plan plan) {
        if (sample.atABound() && !plan.isHoldable()) {
            plan.refusals().forEach(refusal -> assertEquals(Refusal.Cause.OUT_OF_RANGE, refusal.cause()));
        } else {
            assertEquals(List.of(), plan.refusals());
            assertEquals(sample.impairment().isNone(), plan.layers().isEmpty(), "layers: " + plan.layers());
        }
    }

    private static void assertRefused(Sample sample, Plan plan) {
        assertFalse(plan.isHoldable(), "not claimed, and planned all the same");
        assertEquals(sample.impairment(), plan.canonical(), "what was asked, where it is refused");
        for (var refusal : plan.refusals()) {
            var part = "/" + refusal.field().split("/", -1)[1];
            assertTrue(
                    sample.impairment().fields().keySet().stream().anyMatch(field -> field.startsWith(part)),
                    refusal.field() + " is none of "
                            + sample.impairment().fields().keySet());
            assertFalse(refusal.detail().isBlank());
        }
    }

    @TestFactory
    Stream<DynamicTest> plan_ofACanonicalForm_isThatForm() {
        return each(claimed(), sample -> {
            var canonical = plan(sample.impairment()).canonical();
            assertEquals(canonical, plan(canonical).canonical());
        });
    }

    @Test
    void plan_touchesNothing() throws Exception {
        var before = portsAsFound();
        samples().forEach(sample -> plan(sample.impairment()));
        assertEquals(before, portsAsFound());
        plane().attach();
        samples().forEach(sample -> plan(sample.impairment()));
        assertEquals(Impairment.NONE, read(Direction.PORT1, Impairment.NONE));
    }
}
