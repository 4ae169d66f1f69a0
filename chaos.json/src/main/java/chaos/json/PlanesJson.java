package chaos.json;

import chaos.api.control.PlaneStatus;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The planes that are present.
 *
 * @param planes of all links, highest ranking first
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PlanesJson(List<PlaneJson> planes) {

    /** The document of these planes. */
    public static PlanesJson of(List<PlaneStatus> planes) {
        return new PlanesJson(planes.stream().map(PlaneJson::of).toList());
    }
}
