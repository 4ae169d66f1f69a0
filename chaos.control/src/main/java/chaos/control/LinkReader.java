package chaos.control;

import chaos.api.control.Outcome;
import chaos.api.dataplane.Applied;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Transition;
import chaos.api.dataplane.Warning;
import chaos.api.event.ChaosEvent.ImpairmentChanged.Change;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import java.util.LinkedHashSet;
import java.util.List;

/** Reads a direction back, compares it with what is desired, and says so when the two begin to differ. */
final class LinkReader {

    /** The reason of the warning that packets leave later than they are due. */
    static final String LATE = "late";

    private final LinkState state;
    private final LinkEvents events;

    LinkReader(LinkState state, LinkEvents events) {
        this.state = state;
        this.events = events;
    }

    /** What the plane holds now, without telling anybody. */
    Outcome peek(GuardedPlane plane, Direction direction) throws DataPlaneException {
        return after(plane, direction, new Applied(state.of(direction).desired().held(), Transition.NONE, List.of()));
    }

    /** What the plane holds after it did what is desired now, without telling anybody. */
    Outcome after(GuardedPlane plane, Direction direction, Applied applied) throws DataPlaneException {
        var desired = state.of(direction).desired();
        var readBack =
                applied.readBack().isPresent() ? applied.readBack().get() : plane.read(direction, desired.held());
        var all = new LinkedHashSet<>(applied.warnings());
        desired.leftOut().forEach(refusal -> all.add(Warning.about(refusal.field(), "left_out", refusal.detail())));
        all.addAll(readBack.warnings());
        state.late(direction).ifPresent(late -> all.add(Warning.general(LATE, late.detail())));
        return new Outcome(
                state.link(),
                direction,
                plane.name(),
                desired.expected(),
                readBack,
                applied.transition(),
                ReadBackCheck.compare(desired.expected(), readBack),
                List.copyOf(all));
    }

    /** What the plane holds now. */
    Outcome read(GuardedPlane plane, Direction direction) throws DataPlaneException {
        var outcome = peek(plane, direction);
        note(outcome);
        return outcome;
    }

    /** Keeps what was read back, and publishes a divergence that is new; answers what was read back before. */
    Impairment note(Outcome outcome) {
        var way = state.of(outcome.direction());
        var now = LinkState.Seen.in(outcome.readBack());
        var before = way.observe(now);
        boolean begins = way.beginsToDiverge(!outcome.isAsDesired());
        if (begins || (!outcome.isAsDesired() && !before.equals(now))) {
            events.impairment(Change.DIVERGED, outcome, before.impairment(), LinkEvents.CONTROL);
        }
        return before.impairment();
    }
}
