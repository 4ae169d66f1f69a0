package chaos.control;

import chaos.api.dataplane.PlaneNotice;
import chaos.api.event.ChaosEvent.PlaneChanged.Step;
import chaos.api.link.Direction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Follows a plane that says it is late: one event when that begins in a direction, and one when it has not been said
 * again for a while. In between the direction's answers carry a warning, and so does health.
 */
final class LatenessWatch {

    /** A plane says it again every {@link PlaneNotice#LATE_AGAIN}; a plane that is late may say even that late. */
    static final Duration QUIET = PlaneNotice.LATE_AGAIN.multipliedBy(3);

    private final LinkState state;
    private final LinkEvents events;
    private final LinkTimer timer;

    LatenessWatch(LinkState state, LinkEvents events, LinkTimer timer) {
        this.state = state;
        this.events = events;
        this.timer = timer;
    }

    /** The live plane says that it is late. */
    void noticed(PresentPlane plane, PlaneNotice notice) {
        var directions = notice.direction().map(EnumSet::of).orElseGet(() -> EnumSet.allOf(Direction.class));
        var now = new LinkState.Late(state.standing().attachment(), timer.nanoTime(), notice.detail());
        boolean begins = false;
        for (var direction : directions) {
            if (state.late(direction).isEmpty()) {
                begins = true;
                timer.after(QUIET, () -> look(plane, direction, now.attachment()));
            }
            state.of(direction).late(Optional.of(now));
        }
        if (begins) {
            events.plane(Step.LATE, plane.name(), LinkEvents.CONTROL, notice.detail());
        }
    }

    private void look(PresentPlane plane, Direction direction, long attachment) {
        var late = state.late(direction).filter(now -> now.attachment() == attachment);
        if (late.isEmpty()) {
            return; // another plane has the ports, or the same one anew
        }
        var left = QUIET.minusNanos(timer.nanoTime() - late.get().saidAt());
        if (left.isNegative() || left.isZero()) {
            state.of(direction).late(Optional.empty());
            var detail = direction + ": packets leave when they are due again";
            events.plane(Step.ON_TIME, plane.name(), LinkEvents.CONTROL, detail);
        } else {
            timer.after(left, () -> look(plane, direction, attachment));
        }
    }
}
