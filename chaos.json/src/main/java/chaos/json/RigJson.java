package chaos.json;

import chaos.api.calibration.RigDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What measured.
 *
 * @param name which rig, for example {@code wire}
 * @param provesAccuracy whether it measures real packets; otherwise it proves the harness only
 * @param facts what it found, by name
 * @param limits what it cannot show, a sentence each
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RigJson(String name, boolean provesAccuracy, SortedMap<String, String> facts, List<String> limits) {

    static RigJson of(RigDescription rig) {
        return new RigJson(rig.name(), rig.provesAccuracy(), new TreeMap<>(rig.facts()), rig.limits());
    }

    RigDescription rig() {
        return new RigDescription(name, provesAccuracy, facts, limits);
    }
}
