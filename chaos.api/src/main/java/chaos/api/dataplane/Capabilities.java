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

    /**
     * The limit, of a plane that holds packets in flight in a buffer of its own, of how many each direction has room
     * for at the present MTU. What comes beyond is dropped as {@code emulator}.
     */
    public static final String BUFFER_FRAMES = "buffer_frames";

    /** The limit of how many bytes that buffer may take, in each direction. */
    public static final String BUFFER_BYTES = "buffer_bytes";

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
