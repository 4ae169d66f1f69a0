package chaos.json;

import chaos.api.control.PlaneStatus;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * A plane that is present on a link.
 *
 * @param name which plane
 * @param link on which link
 * @param ranking the highest wins
 * @param state {@code live}, {@code ready} or {@code failed}
 * @param carriesTraffic whether real packets go through it
 * @param version of its bundle
 * @param reason why it failed, for people; null: it did not
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PlaneJson(
        String name,
        String link,
        long ranking,
        String state,
        boolean carriesTraffic,
        String version,
        Optional<String> reason)
        implements Shape.NullsShown {

    static PlaneJson of(PlaneStatus status) {
        return new PlaneJson(
                status.plane().name().value(),
                status.link().value(),
                status.ranking(),
                status.state().word(),
                status.plane().carriesTraffic(),
                status.plane().version(),
                status.reason());
    }
}
