package chaos.api.dataplane;

import chaos.api.impairment.Distribution;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plane can do on this machine.
 *
 * @param plane which plane
 * @param supported what it can do
 * @param distributions shapes of latency it can draw from
 * @param correlations parts whose correlation it holds at their true rate
 * @param unverifiable JSON pointers of the fields that its read-back cannot show
 * @param limits its own bounds by name, for example {@code latency_max} in nanoseconds
 * @param missing what it would need to do more
 */
public record Capabilities(
        PlaneDescription plane,
        Set<Capability> supported,
        List<Distribution> distributions,
        Set<CorrelatedPart> correlations,
        List<String> unverifiable,
        SortedMap<String, Long> limits,
        List<Missing> missing) {

    /** Capabilities; collections are copied. */
    public Capabilities {
        supported = Set.copyOf(supported);
        distributions = List.copyOf(distributions);
        correlations = Set.copyOf(correlations);
        unverifiable = List.copyOf(unverifiable);
        limits = new TreeMap<>(Map.copyOf(limits));
        missing = List.copyOf(missing);
    }

    /** Whether the plane can do this. */
    public boolean supports(Capability capability) {
        return supported.contains(capability);
    }
}
