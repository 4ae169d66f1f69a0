package chaos.control;

import chaos.api.control.LinkStatus.State;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.Direction;
import java.util.Optional;

/**
 * Where a link stands with its plane.
 *
 * @param state whether a plane is attached
 * @param live the plane that is attached
 * @param plane the plane that this is about, where there is one
 * @param reason why none is attached, for people; empty while one is
 * @param failure why attaching failed, for programs
 * @param attachment counts the attachments, so that one is told from the next
 */
record Standing(
        State state,
        Optional<PresentPlane> live,
        Optional<PlaneName> plane,
        String reason,
        Optional<Reason> failure,
        long attachment) {

    /** Before any plane was attached. */
    static final Standing START =
            new Standing(State.NONE, Optional.empty(), Optional.empty(), "starting", Optional.empty(), 0);

    Standing none(String why) {
        return new Standing(State.NONE, Optional.empty(), Optional.empty(), why, Optional.empty(), attachment);
    }

    Standing swappingTo(PlaneName next) {
        var why = "the plane " + next + " is about to take over; try again";
        return new Standing(State.SWAPPING, Optional.empty(), Optional.of(next), why, Optional.empty(), attachment);
    }

    Standing attached(PresentPlane plane) {
        return new Standing(
                State.LIVE, Optional.of(plane), Optional.of(plane.name()), "", Optional.empty(), attachment + 1);
    }

    Standing failed(PlaneName plane, DataPlaneException cause) {
        return new Standing(
                State.FAILED,
                Optional.empty(),
                Optional.of(plane),
                cause.detail(),
                Optional.of(cause.reason()),
                attachment);
    }

    /** The refusal of an operation that needs a live plane; a failed attachment answers with its own reason. */
    DataPlaneException refusal(String operation, Optional<Direction> direction) {
        var about = plane.filter(name -> state == State.FAILED)
                .map(name -> "the plane " + name + " could not be attached: ")
                .orElse("no plane is live: ");
        return new DataPlaneException(operation, direction, failure.orElse(Reason.NO_LIVE_PLANE), about + reason);
    }
}
