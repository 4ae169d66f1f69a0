package chaos.control;

import chaos.api.dataplane.PlaneNotice;
import chaos.api.event.ChaosEvent.PlaneChanged.Step;
import chaos.api.link.Direction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Follows a plane that says it is late: one event when that begins in a direction, one each time that it is by {@value
 * #MUCH} times what the last event said, and one when it has not been said again for a while. In between the
 * direction's answers carry a warning with the worst of it, and so does health.
 */
final class LatenessWatch {

    /** A plane says it again every {@link PlaneNotice#LATE_AGAIN}; a plane that is late may say even that late. */
    static final Duration QUIET = PlaneNotice.LATE_AGAIN.multipliedBy(3);

    private static final int MUCH = 10;

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
        boolean tells = false;
        for (var direction : directions) {
            tells |= noticed(plane, direction, notice);
        }
        if (tells) {
            events.plane(Step.LATE, plane.name(), LinkEvents.CONTROL, notice.detail());
        }
    }

    /** Answers whether that is an event. */
    private boolean noticed(PresentPlane plane, Direction direction, PlaneNotice notice) {
        var before = state.late(direction);
        long attachment = state.standing().attachment();
        boolean tells = before.map(late -> isMuch(late, notice)).orElse(true);
        var now = before.map(late -> late.again(timer.nanoTime(), notice, tells))
                .orElseGet(() -> LinkState.Late.first(attachment, timer.nanoTime(), notice));
        state.of(direction).late(Optional.of(now));
        if (before.isEmpty()) {
            timer.after(QUIET, () -> look(plane, direction, attachment));
        }
        return tells;
    }

    private static boolean isMuch(LinkState.Late late, PlaneNotice notice) {
        return !late.told().isZero() && notice.lateness().compareTo(late.told().multipliedBy(MUCH)) >= 0;
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
