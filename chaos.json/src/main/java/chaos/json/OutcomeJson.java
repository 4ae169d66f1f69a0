package chaos.json;

import chaos.api.control.Outcome;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * The state of one direction, as it was read back.
 *
 * @param link which link
 * @param direction {@code port1} or {@code port2}
 * @param plane the plane that holds it
 * @param impairment as read back
 * @param readAt nanoseconds since the Unix epoch
 * @param transition {@code in_place}, {@code rebuilt} or {@code none}
 * @param inFlight what became of the packets in flight: {@code none}: nothing was changed; {@code kept}: they leave
 *     when they were due, and later ones may overtake them; {@code kept_in_order}: they leave when they were due, and
 *     later ones after them; {@code lost}; absent: written before it was told
 * @param divergences each field that is not what was asked for
 * @param unverifiable JSON pointers of the fields that read-back cannot show
 * @param warnings what a person should know
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record OutcomeJson(
        String link,
        String direction,
        String plane,
        ImpairmentJson impairment,
        long readAt,
        String transition,
        Optional<String> inFlight,
        List<DivergenceJson> divergences,
        List<String> unverifiable,
        List<WarningJson> warnings) {

    /** The document of an outcome. */
    public static OutcomeJson of(Outcome outcome) {
        return new OutcomeJson(
                outcome.link().value(),
                outcome.direction().word(),
                outcome.plane().value(),
                ImpairmentJson.of(outcome.readBack().impairment()),
                Times.nanos(outcome.readBack().readAt()),
                outcome.transition().word(),
                Optional.of(outcome.transition().inFlight().word()),
                outcome.divergences().stream().map(DivergenceJson::of).toList(),
                outcome.readBack().unverifiable(),
                outcome.warnings().stream().map(WarningJson::of).toList());
    }
}
