package chaos.api.calibration;

import chaos.api.dataplane.PlaneName;
import java.util.Map;

/**
 * Where a run was made. A result holds for this plane on this kernel and hardware.
 *
 * @param plane the live plane
 * @param kernel its release and version
 * @param hardware machine, processor and how many of them
 * @param facts what else a reader must know, by name, for example versions of product and Java
 */
public record Environment(PlaneName plane, String kernel, String hardware, Map<String, String> facts) {

    /** An environment; the map is copied. */
    public Environment {
        facts = Map.copyOf(facts);
    }
}
