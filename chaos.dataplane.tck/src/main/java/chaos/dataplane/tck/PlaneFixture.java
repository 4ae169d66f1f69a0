package chaos.dataplane.tck;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Capability;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;

/** A plane for each test, and how it is looked at. */
abstract class PlaneFixture {

    static final String SEED = "chaos.tck.seed";

    private DataPlane plane;

    /**
     * A plane whose ports exist, and which is not attached.
     *
     * @throws Exception if the surroundings cannot be made; the test fails
     */
    protected abstract DataPlane newPlane() throws Exception;

    /**
     * Everything about the ports that the plane must leave as it found it, as text to be compared; empty if there is
     * nothing to see.
     *
     * @throws Exception if they cannot be looked at; the test fails
     */
    protected String portsAsFound() throws Exception {
        return "";
    }

    /**
     * Takes away what {@link #newPlane} made around the plane, which is detached by then.
     *
     * @throws Exception if it cannot be taken away; the test fails
     */
    protected void takeAway() throws Exception {}

    @BeforeEach
    final void makePlane() throws Exception {
        plane = newPlane();
    }

    @AfterEach
    final void detachPlane() throws Exception {
        plane.detach();
        takeAway();
    }

    /** The plane of this test. */
    protected final DataPlane plane() {
        return plane;
    }

    /** What the plane shows, with the fields that it cannot show taken from the hint. */
    final Impairment read(Direction direction, Impairment hint) throws DataPlaneException {
        var readBack = plane.read(direction, Optional.of(hint));
        readBack.warnings().forEach(DataPlaneContract::assertWellFormed);
        var shown = readBack.impairment();
        var wanted = hint.fields();
        var seen = shown.fields();
        var differing = new TreeSet<>(wanted.keySet());
        differing.addAll(seen.keySet());
        differing.removeIf(field -> Objects.equals(wanted.get(field), seen.get(field)));
        differing.removeIf(field -> readBack.unverifiable().stream().anyMatch(field::startsWith));
        return differing.isEmpty() ? hint : shown;
    }

    final Plan plan(Impairment impairment) {
        return plane.plan(Direction.PORT1, impairment);
    }

    /** Every form of the document, and every table that the plane says it has. */
    final List<Sample> samples() {
        return Stream.concat(
                        Samples.all().stream(),
                        Samples.tables(plane.capabilities().distributions()).stream())
                .toList();
    }

    /** What the plane says it can do and, at a bound that only it knows, does; at least two samples. */
    final List<Sample> claimed() {
        var claimed = samples().stream()
                .filter(sample -> sample.isClaimed(plane.capabilities()))
                .filter(sample ->
                        !sample.atABound() || plan(sample.impairment()).isHoldable())
                .toList();
        assertTrue(claimed.size() > 1, "a plane that can do next to nothing");
        return claimed;
    }

    /** Whether the plane claims this. */
    final boolean can(Capability capability) {
        return plane.capabilities().supports(capability);
    }

    static void assertWellFormed(Warning warning) {
        assertTrue(warning.reason().matches("[a-z][a-z0-9_]*"), warning.reason());
        assertFalse(warning.detail().isBlank(), warning.reason());
        warning.field().ifPresent(field -> assertTrue(field.startsWith("/"), field));
    }

    @FunctionalInterface
    interface Check {
        void of(Sample sample) throws Exception;
    }

    /** One test a sample. They share the plane, so each leaves it detached, also when it fails. */
    final Stream<DynamicTest> each(List<Sample> samples, Check check) {
        return samples.stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    plane.detach();
                    check.of(sample);
                }));
    }

    static long seed() {
        return Optional.ofNullable(Long.getLong(SEED)).orElseGet(System::nanoTime);
    }
}
