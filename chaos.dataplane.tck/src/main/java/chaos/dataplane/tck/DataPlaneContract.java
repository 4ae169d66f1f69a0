package chaos.dataplane.tck;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Applied;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Layer;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every data plane does, whatever carries its packets. Extend it in a plane's tests and supply the plane; what it
 * is asked for follows from its capabilities: all that it claims must work, all that it does not claim must be refused.
 * {@link TrafficContract} adds what can only be seen with packets.
 *
 * <p>Random cases print their seed when they fail; {@code -Dchaos.tck.seed=} runs them from it.
 */
public abstract class DataPlaneContract extends PlanContract {

    private static final int RANDOM_CASES = 200;

    /** What a plane cannot do without anything around it. */
    protected DataPlaneContract() {}

    @TestFactory
    Stream<DynamicTest> apply_isReadBackInCanonicalForm() {
        return each(claimed(), sample -> {
            plane().attach();
            assertAppliesAndReadsBack(sample.impairment());
            plane().detach();
        });
    }

    private void assertAppliesAndReadsBack(Impairment asked) throws DataPlaneException {
        var plan = plan(asked);
        var applied = plane().apply(Direction.PORT1, asked);
        assertEquals(plan.canonical(), applied.canonical());
        assertTrue(applied.warnings().containsAll(plan.warnings()), "a warning of the plan is missing");
        applied.warnings().forEach(PlaneFixture::assertWellFormed);
        assertEquals(applied.canonical(), read(Direction.PORT1, applied.canonical()));
        assertEquals(Impairment.NONE, read(Direction.PORT2, Impairment.NONE), "the other direction");
    }

    @TestFactory
    Stream<DynamicTest> read_withoutAHint_showsAFormThatIsTheSameState() {
        return each(claimed(), sample -> {
            plane().attach();
            plane().apply(Direction.PORT1, sample.impairment().withoutSeed());
            var shown = plane().read(Direction.PORT1, Optional.empty()).impairment();
            assertTrue(plan(shown).isHoldable(), () -> "it shows what it cannot hold: " + shown);
            var again = plane().apply(Direction.PORT1, shown);
            assertNotEquals(Transition.REBUILT, again.transition());
            assertEquals(shown, plane().read(Direction.PORT1, Optional.empty()).impairment());
            plane().detach();
        });
    }

    @Test
    void apply_replacesTheWholeState() throws DataPlaneException {
        long seed = seed();
        var order = new ArrayList<>(claimed());
        Collections.shuffle(order, new Random(seed));
        plane().attach();
        for (int i = 0; i < 2; i++) {
            for (var sample : order) {
                var applied = plane().apply(Direction.PORT1, sample.impairment());
                assertEquals(
                        applied.canonical(),
                        read(Direction.PORT1, applied.canonical()),
                        () -> sample + " after another, seed " + seed);
            }
            Collections.reverse(order);
        }
    }

    @TestFactory
    Stream<DynamicTest> apply_again_changesNothingThatMatters() {
        return each(claimed(), sample -> {
            plane().attach();
            var first = plane().apply(Direction.PORT1, sample.impairment());
            assertNotEquals(Transition.NONE, first.transition());
            var second = plane().apply(Direction.PORT1, sample.impairment());
            assertEquals(first.canonical(), second.canonical());
            assertNotEquals(Transition.REBUILT, second.transition());
            assertEquals(first.canonical(), read(Direction.PORT1, first.canonical()));
            plane().detach();
        });
    }

    @Test
    void apply_ofOtherNumbersInTheSameLayers_isInPlace() throws DataPlaneException {
        plane().attach();
        for (var first : claimed()) {
            for (var second : claimed()) {
                plane().apply(Direction.PORT1, first.impairment());
                var applied = plane().apply(Direction.PORT1, second.impairment());
                if (!first.equals(second) && layers(first).equals(layers(second))) {
                    assertEquals(
                            Transition.IN_PLACE.word(), applied.transition().word(), first + ", then " + second);
                }
                assertReadBackIsTheState(applied);
            }
        }
    }

    /** A plane need not look while it changes; where it did, it saw what anybody sees. */
    private void assertReadBackIsTheState(Applied applied) throws DataPlaneException {
        if (applied.readBack().isEmpty()) {
            return;
        }
        var told = applied.readBack().get();
        var seen = plane().read(Direction.PORT1, Optional.of(applied.canonical()));
        assertEquals(seen.impairment(), told.impairment());
        assertEquals(seen.layers(), told.layers());
        assertEquals(seen.unverifiable(), told.unverifiable());
        assertEquals(seen.warnings(), told.warnings());
        assertEquals(seen.unasked(), told.unasked());
    }

    private List<String> layers(Sample sample) {
        return plan(sample.impairment()).layers().stream()
                .map(layer -> String.join(" ", layer.kind(), layer.handle(), layer.parent()))
                .toList();
    }

    @Test
    void clear_passesUntouched_asOftenAsItIsAsked() throws DataPlaneException {
        plane().attach();
        for (var sample : claimed()) {
            plane().apply(Direction.PORT1, sample.impairment());
            var cleared = plane().clear(Direction.PORT1);
            assertEquals(Impairment.NONE, cleared.canonical());
            assertNotEquals(Transition.NONE, cleared.transition(), sample::toString);
            assertEquals(Impairment.NONE, read(Direction.PORT1, Impairment.NONE));
            assertEquals(Transition.NONE, plane().clear(Direction.PORT1).transition(), sample::toString);
        }
    }

    @Test
    void apply_ofNothing_isTheSameAsClear() throws DataPlaneException {
        plane().attach();
        plane().apply(Direction.PORT1, claimed().get(0).impairment());
        assertEquals(
                Impairment.NONE, plane().apply(Direction.PORT1, Impairment.NONE).canonical());
        assertEquals(Impairment.NONE, read(Direction.PORT1, Impairment.NONE));
        assertEquals(List.<Layer>of(), plan(Impairment.NONE).layers());
        assertEquals(Transition.NONE, plane().clear(Direction.PORT1).transition());
    }

    @Test
    void directions_areIndependent() throws DataPlaneException {
        plane().attach();
        var one = claimed().get(0);
        var other = claimed().get(claimed().size() - 1);
        var first = plane().apply(Direction.PORT1, one.impairment()).canonical();
        var second = plane().apply(Direction.PORT2, other.impairment()).canonical();
        assertEquals(first, read(Direction.PORT1, first));
        assertEquals(second, read(Direction.PORT2, second));
        plane().clear(Direction.PORT1);
        assertEquals(Impairment.NONE, read(Direction.PORT1, Impairment.NONE));
        assertEquals(second, read(Direction.PORT2, second));
    }

    @TestFactory
    Stream<DynamicTest> apply_ofWhatIsRefused_touchesNothing() {
        var refused = Samples.all().stream()
                .filter(sample -> !plan(sample.impairment()).isHoldable())
                .toList();
        return each(refused, sample -> {
            plane().attach();
            var held = plane().apply(Direction.PORT1, claimed().get(0).impairment())
                    .canonical();
            var refusal =
                    assertThrows(DataPlaneException.class, () -> plane().apply(Direction.PORT1, sample.impairment()));
            assertTrue(
                    refusal.reason() == Reason.NOT_SUPPORTED || refusal.reason() == Reason.OUT_OF_RANGE,
                    refusal.getMessage());
            assertEquals(plan(sample.impairment()).refusals(), refusal.refusals());
            assertEquals(held, read(Direction.PORT1, held));
            assertAppliesAndReadsBack(claimed().get(1).impairment());
            plane().detach();
        });
    }

    @Test
    void apply_ofAnythingThatIsClaimed() throws DataPlaneException {
        long seed = seed();
        var impairments = new RandomImpairments(plane().capabilities(), seed);
        plane().attach();
        for (int i = 0; i < RANDOM_CASES; i++) {
            var asked = impairments.nextThat(impairment -> plan(impairment).isHoldable());
            int number = i;
            assertAll(
                    "case " + number + " of -D" + SEED + "=" + seed + ": " + asked,
                    () -> assertAppliesAndReadsBack(asked));
        }
    }

    @Test
    void read_byOthers_whileItIsApplied() throws InterruptedException, DataPlaneException {
        plane().attach();
        new ReadersBesideAWriter(plane(), claimed()).run();
    }
}
