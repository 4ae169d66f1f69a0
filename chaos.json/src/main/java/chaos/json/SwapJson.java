package chaos.json;

import chaos.api.control.Swap;
import chaos.api.link.Direction;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What a change of planes did.
 *
 * @param plane the live plane after it
 * @param gap nanoseconds from the old plane letting go until the new one held the desired state
 * @param reapplied directions whose impairment was put onto the new plane
 * @param leftOut fields that the new plane cannot hold, for example {@code port1:/latency}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record SwapJson(String plane, long gap, List<String> reapplied, List<String> leftOut) {

    /** The document of a swap. */
    public static SwapJson of(Swap swap) {
        return new SwapJson(
                swap.plane().value(),
                swap.gap().toNanos(),
                swap.reapplied().stream().map(Direction::word).toList(),
                swap.leftOut());
    }
}
