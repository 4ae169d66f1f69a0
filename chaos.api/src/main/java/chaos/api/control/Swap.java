package chaos.api.control;

import chaos.api.dataplane.PlaneName;
import chaos.api.link.Direction;
import java.time.Duration;
import java.util.List;

/**
 * What a change of planes did.
 *
 * @param plane the live plane after it
 * @param gap from the moment the old plane let go of the ports until the new one held the desired state
 * @param reapplied directions whose impairment was put onto the new plane
 * @param leftOut JSON pointers of the fields that the new plane cannot hold, each with its direction in front, for
 *     example {@code port1:/latency}
 */
public record Swap(PlaneName plane, Duration gap, List<Direction> reapplied, List<String> leftOut) {

    /** A swap; lists are copied. */
    public Swap {
        reapplied = List.copyOf(reapplied);
        leftOut = List.copyOf(leftOut);
    }
}
