package chaos.json;

import chaos.api.control.LinkStatus;
import chaos.api.dataplane.PlaneName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * A link in short.
 *
 * @param name which link
 * @param plane the live plane, or the one that failed; null: none
 * @param state {@code live}, {@code swapping}, {@code failed} or {@code none}
 * @param reason why it does not carry, for people; null: it does
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LinkSummaryJson(String name, Optional<String> plane, String state, Optional<String> reason)
        implements Shape.NullsShown {

    /** The document of a link's status. */
    public static LinkSummaryJson of(LinkStatus link) {
        return new LinkSummaryJson(
                link.name().value(),
                link.plane().map(PlaneName::value),
                link.state().word(),
                link.reason());
    }
}
