package chaos.control;

import chaos.api.control.Swap;
import chaos.api.dataplane.Attachment;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Refusal;
import chaos.api.dataplane.Warning;
import chaos.api.event.ChaosEvent.PlaneChanged.Step;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts planes onto the ports and takes them off. Only for who passed the {@link LinkGate} alone. */
final class PlaneSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(PlaneSwitch.class);

    private final LinkState state;
    private final LinkEvents events;
    private final LinkReader reader;
    private final LinkTimer timer;
    private OptionalLong letGoAt = OptionalLong.empty();

    PlaneSwitch(LinkState state, LinkEvents events, LinkTimer timer) {
        this.state = state;
        this.events = events;
        this.timer = timer;
        this.reader = new LinkReader(state, events);
    }

    /**
     * Gives the empty link a plane. What it cannot hold of the desired state is left out.
     *
     * @throws DataPlaneException if it could not be attached; then the link stays empty, and says why
     */
    Swap take(PresentPlane next, String actor) throws DataPlaneException {
        state.stand(state.standing().swappingTo(next.name()));
        try {
            return live(next, actor, attach(next, Fitting::putWhatFits));
        } catch (DataPlaneException e) {
            fail(next, actor, e);
            throw e;
        }
    }

    /**
     * Puts another plane in the place of the live one.
     *
     * @throws DataPlaneException if it cannot hold the desired state or take the ports, which is asked before anything
     *     is touched, or could not be attached or given that state; then the old plane is live, again if need be
     */
    Swap replace(PresentPlane old, PresentPlane next, String actor) throws DataPlaneException {
        requireRoom(old, next);
        foresee(old, next, actor);
        state.stand(state.standing().swappingTo(next.name()));
        release(old, actor, "the plane " + next.name() + " takes over");
        try {
            return live(next, actor, attach(next, Fitting::putAll));
        } catch (DataPlaneException e) {
            // The link goes on swapping, back to the old plane: who asks now waits for it and is not refused.
            note(next, actor, e);
            putBack(old);
            throw new DataPlaneException(
                            "use", Optional.empty(), e.reason(), e.detail() + "; " + whatIsLiveNow(old), e.refusals())
                    .causedBy(e);
        }
    }

    /** Takes the live plane off the ports. */
    void release(PresentPlane old, String actor, String why) {
        letGoAt = OptionalLong.of(timer.nanoTime());
        try {
            old.plane().detach();
            events.plane(Step.PLANE_DETACHED, old.name(), actor, why);
        } catch (DataPlaneException e) {
            events.plane(Step.PLANE_FAILED, old.name(), actor, why + "; not everything could be undone: " + e.detail());
        }
    }

    /** Notes that a plane could not take the ports or lost them, and that the link has none now. */
    void fail(PresentPlane plane, String actor, DataPlaneException cause) {
        state.stand(state.standing().failed(plane.name(), cause));
        note(plane, actor, cause);
    }

    private void note(PresentPlane plane, String actor, DataPlaneException cause) {
        plane.failed(cause);
        events.plane(Step.PLANE_FAILED, plane.name(), actor, cause.detail());
    }

    private void requireRoom(PresentPlane old, PresentPlane next) throws DataPlaneException {
        var refusals = Fitting.refusals(next.plane(), state);
        if (!refusals.isEmpty()) {
            var fields = String.join(", ", refusals.stream().map(Refusal::field).toList());
            throw new DataPlaneException(
                    "use",
                    Optional.empty(),
                    Reason.NOT_SUPPORTED,
                    "the plane " + next.name() + " cannot hold the desired state (" + fields + "); the plane "
                            + old.name() + " stays. Apply something that both can hold first",
                    refusals);
        }
    }

    /** What would keep the next one out is better known while the old one carries: it would be kept out as well. */
    private void foresee(PresentPlane old, PresentPlane next, String actor) throws DataPlaneException {
        try {
            next.plane().foresee();
        } catch (DataPlaneException e) {
            note(next, actor, e);
            throw new DataPlaneException(
                            "use",
                            Optional.empty(),
                            e.reason(),
                            e.detail() + "; the plane " + old.name() + " stays",
                            e.refusals())
                    .causedBy(e);
        }
    }

    /** Puts what is desired of a direction onto a plane, and tells what it was given. */
    private interface Putting {

        Desired put(GuardedPlane plane, Direction direction, Impairment asked) throws DataPlaneException;
    }

    /** Nothing passes before both directions are as they should be. */
    private Attachment attach(PresentPlane next, Putting putting) throws DataPlaneException {
        var attachment = next.plane().attachClosed();
        try {
            for (var direction : Direction.values()) {
                var way = state.of(direction);
                way.desire(putting.put(next.plane(), direction, way.desired().asked()));
            }
            next.plane().open();
            return attachment;
        } catch (DataPlaneException e) {
            letGo(next);
            throw e;
        }
    }

    private void letGo(PresentPlane plane) {
        try {
            plane.plane().detach();
        } catch (DataPlaneException e) {
            LOG.warn("link={} plane={} could not undo everything: {}", state.link(), plane.name(), e.detail());
        }
    }

    private void putBack(PresentPlane old) {
        try {
            take(old, LinkEvents.CONTROL);
        } catch (DataPlaneException e) {
            LOG.error("link={} plane={} could not be put back: {}", state.link(), old.name(), e.detail());
        }
    }

    private String whatIsLiveNow(PresentPlane old) {
        return state.standing().live().isPresent()
                ? "the plane " + old.name() + " is live again"
                : "and the plane " + old.name() + " could not be put back: "
                        + state.standing().reason();
    }

    private Swap live(PresentPlane plane, String actor, Attachment attachment) {
        plane.took();
        state.stand(state.standing().attached(plane));
        var swap = new Swap(plane.name(), gap(), reapplied(), state.leftOut());
        events.plane(Step.PLANE_ATTACHED, plane.name(), actor, sentence(swap, attachment.warnings()));
        for (var direction : swap.reapplied()) {
            verify(plane, direction);
        }
        return swap;
    }

    /** The read-back tells whether the plane took it; if it cannot be read now, the next look at it will. */
    private void verify(PresentPlane plane, Direction direction) {
        try {
            reader.read(plane.plane(), direction);
        } catch (DataPlaneException e) {
            LOG.warn("link={} {} could not be read back after the swap: {}", state.link(), direction, e.detail());
        }
    }

    private Duration gap() {
        var gap = letGoAt.isPresent() ? Duration.ofNanos(timer.nanoTime() - letGoAt.getAsLong()) : Duration.ZERO;
        letGoAt = OptionalLong.empty();
        return gap;
    }

    private List<Direction> reapplied() {
        return Stream.of(Direction.values())
                .filter(direction -> !state.of(direction).desired().held().equals(Impairment.NONE))
                .toList();
    }

    private static String sentence(Swap swap, List<Warning> warnings) {
        var text = new StringBuilder("attached");
        if (!swap.gap().isZero()) {
            text.append("; no plane carried for ")
                    .append(String.format(Locale.ROOT, "%.1f", swap.gap().toNanos() / 1e6))
                    .append(" ms");
        }
        if (!swap.reapplied().isEmpty()) {
            text.append("; applied again: ").append(swap.reapplied());
        }
        if (!swap.leftOut().isEmpty()) {
            text.append("; it cannot hold, and left out: ").append(String.join(", ", swap.leftOut()));
        }
        warnings.forEach(warning -> text.append("; ").append(warning.detail()));
        return text.toString();
    }
}
