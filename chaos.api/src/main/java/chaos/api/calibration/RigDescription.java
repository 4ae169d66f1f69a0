package chaos.api.calibration;

import java.util.List;
import java.util.Map;

/**
 * What a report must say about a rig.
 *
 * @param name its name
 * @param provesAccuracy whether it measures real packets; otherwise it proves the harness, and says so
 * @param facts what it found, by name: clock, and for each port its interface, driver, MTU and offloads
 * @param limits what it cannot show, a sentence each
 */
public record RigDescription(String name, boolean provesAccuracy, Map<String, String> facts, List<String> limits) {

    /** A description; map and list are copied. */
    public RigDescription {
        facts = Map.copyOf(facts);
        limits = List.copyOf(limits);
    }
}
