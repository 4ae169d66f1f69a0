package chaos.json;

import chaos.api.control.LinkStatus;
import chaos.api.dataplane.PlaneName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * One link with its ports and capabilities.
 *
 * @param name which link
 * @param plane the live plane, or the one that failed; null: none
 * @param state {@code live}, {@code swapping}, {@code failed} or {@code none}
 * @param reason why it does not carry, for people; null: it does
 * @param ports port 1 first; empty while no plane is live
 * @param capabilities of the plane; null: no plane is live
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LinkJson(
        String name,
        Optional<String> plane,
        String state,
        Optional<String> reason,
        List<PortJson> ports,
        Optional<CapabilitiesJson> capabilities)
        implements Shape.NullsShown {

    /** The document of a link's status. */
    public static LinkJson of(LinkStatus link) {
        return new LinkJson(
                link.name().value(),
                link.plane().map(PlaneName::value),
                link.state().word(),
                link.reason(),
                link.ports().stream().map(PortJson::of).toList(),
                link.capabilities().map(CapabilitiesJson::of));
    }
}
