package chaos.json;

import chaos.api.event.ChaosEvent;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * Something that changed.
 *
 * @param schema of this document: 1
 * @param sequence 1 for the first event of a start, then one more each
 * @param at nanoseconds since the Unix epoch
 * @param kind for example {@code applied} or {@code plane_attached}
 * @param link where
 * @param direction {@code port1} or {@code port2}; null: the link as a whole
 * @param plane which plane
 * @param actor by whose hand
 * @param before what was read back before; null: the event is about no impairment
 * @param after what was read back after; null: the event is about no impairment
 * @param detail a sentence for people
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EventJson(
        long schema,
        long sequence,
        long at,
        String kind,
        String link,
        Optional<String> direction,
        String plane,
        String actor,
        Optional<ImpairmentJson> before,
        Optional<ImpairmentJson> after,
        String detail)
        implements Shape.NullsShown {

    private static final long SCHEMA = 1;

    /** The document of an event. */
    public static EventJson of(ChaosEvent event) {
        return event.match(new ChaosEvent.Cases<>() {
            @Override
            public EventJson impairmentChanged(ChaosEvent.ImpairmentChanged changed) {
                return new EventJson(
                        SCHEMA,
                        changed.stamp().sequence(),
                        Times.nanos(changed.stamp().at()),
                        changed.kind().word(),
                        changed.stamp().link().value(),
                        Optional.of(changed.direction().word()),
                        changed.plane().value(),
                        changed.stamp().actor(),
                        Optional.of(ImpairmentJson.of(changed.before())),
                        Optional.of(ImpairmentJson.of(changed.after())),
                        changed.detail());
            }

            @Override
            public EventJson planeChanged(ChaosEvent.PlaneChanged changed) {
                return new EventJson(
                        SCHEMA,
                        changed.stamp().sequence(),
                        Times.nanos(changed.stamp().at()),
                        changed.kind().word(),
                        changed.stamp().link().value(),
                        Optional.empty(),
                        changed.plane().value(),
                        changed.stamp().actor(),
                        Optional.empty(),
                        Optional.empty(),
                        changed.detail());
            }
        });
    }
}
