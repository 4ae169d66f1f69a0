package chaos.json;

import chaos.api.calibration.Environment;
import chaos.api.dataplane.PlaneName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a run was made.
 *
 * @param plane the live plane
 * @param kernel its release and version
 * @param hardware machine, processor and how many of them
 * @param facts what else a reader must know, by name
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EnvironmentJson(String plane, String kernel, String hardware, SortedMap<String, String> facts) {

    static EnvironmentJson of(Environment environment) {
        return new EnvironmentJson(
                environment.plane().value(),
                environment.kernel(),
                environment.hardware(),
                new TreeMap<>(environment.facts()));
    }

    Environment environment() {
        return new Environment(
                new Part("/environment", "").value("plane", plane, PlaneName::new), kernel, hardware, facts);
    }
}
