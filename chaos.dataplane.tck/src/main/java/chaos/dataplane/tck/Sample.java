package chaos.dataplane.tck;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.CorrelatedPart;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * An impairment, and what a plane must be able to do to hold it.
 *
 * @param name for the report
 * @param impairment what is asked for
 * @param needs every capability that it takes
 * @param shape the shape of latency that it takes
 * @param correlated the part whose correlation it takes
 * @param atABound whether a plane that can do it may still refuse the value, because of a bound that only it knows
 */
record Sample(
        String name,
        Impairment impairment,
        Set<Capability> needs,
        Optional<Distribution> shape,
        Optional<CorrelatedPart> correlated,
        boolean atABound) {

    static Sample of(String name, Impairment impairment, Capability... needs) {
        return new Sample(
                name, impairment, Set.copyOf(Arrays.asList(needs)), Optional.empty(), Optional.empty(), false);
    }

    Sample shaped(Distribution distribution) {
        return new Sample(name, impairment, needs, Optional.of(distribution), correlated, atABound);
    }

    Sample correlated(CorrelatedPart part) {
        return new Sample(name, impairment, needs, shape, Optional.of(part), atABound);
    }

    Sample bounded() {
        return new Sample(name, impairment, needs, shape, correlated, true);
    }

    /** Whether a plane says that it can hold it. */
    boolean isClaimed(Capabilities capabilities) {
        return capabilities.supported().containsAll(needs)
                && shape.map(capabilities.distributions()::contains).orElse(true)
                && correlated.map(capabilities.correlations()::contains).orElse(true);
    }

    /** A correlation of latency alone may be accepted without an effect, if a warning says so. */
    boolean lacksOnlyLatencyCorrelation(Capabilities capabilities) {
        return correlated.filter(CorrelatedPart.LATENCY::equals).isPresent()
                && capabilities.supported().containsAll(needs)
                && shape.map(capabilities.distributions()::contains).orElse(true);
    }

    @Override
    public String toString() {
        return name;
    }
}
