package chaos.control;

import chaos.api.control.Impairments;
import chaos.api.control.LinkStats;
import chaos.api.control.Outcome;
import chaos.api.control.Preview;
import chaos.api.control.Request;
import chaos.api.dataplane.Applied;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.Refusal;
import chaos.api.event.ChaosEvent.ImpairmentChanged.Change;
import chaos.api.event.EventListener;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.prediction.Traffic;
import java.util.Optional;

/** The operations on one link: each goes to the live plane, and is read back. */
final class LinkImpairments implements Impairments {

    private final LinkState state;
    private final LinkGate gate;
    private final LinkPlanes planes;
    private final LinkEvents events;
    private final EventBus bus;
    private final LinkReader reader;
    private final Foresight foresight;

    LinkImpairments(
            LinkState state, LinkGate gate, LinkPlanes planes, LinkEvents events, EventBus bus, Foresight foresight) {
        this.foresight = foresight;
        this.state = state;
        this.gate = gate;
        this.planes = planes;
        this.events = events;
        this.bus = bus;
        this.reader = new LinkReader(state, events);
    }

    /** What an operation does with the live plane. */
    @FunctionalInterface
    private interface OnPlane<T> {
        T run(PresentPlane plane) throws DataPlaneException;
    }

    @Override
    public LinkName link() {
        return state.link();
    }

    @Override
    public Outcome apply(Direction direction, Impairment impairment, Request request) throws DataPlaneException {
        return changing("apply", direction, plane -> {
            requireUnchanged("apply", plane, direction, request);
            holdable("apply", plane, direction, impairment);
            var applied = plane.plane().apply(direction, impairment);
            state.of(direction).desire(Desired.whole(impairment, applied.canonical()));
            return changed(Change.APPLIED, plane, direction, new Made(applied, request));
        });
    }

    @Override
    public Outcome clear(Direction direction, Request request) throws DataPlaneException {
        return changing("clear", direction, plane -> {
            requireUnchanged("clear", plane, direction, request);
            var applied = plane.plane().clear(direction);
            state.of(direction).desire(Desired.whole(Impairment.NONE, applied.canonical()));
            return changed(Change.CLEARED, plane, direction, new Made(applied, request));
        });
    }

    @Override
    public Outcome read(Direction direction) throws DataPlaneException {
        return looking("read", direction, plane -> reader.read(plane.plane(), direction));
    }

    @Override
    public LinkStats stats(Direction direction) throws DataPlaneException {
        return looking("stats", direction, plane -> {
            var sample = plane.plane().stats(direction);
            var rates =
                    state.of(direction).meter().upTo(sample, state.standing().attachment());
            return new LinkStats(link(), plane.name(), sample, rates.bits(), rates.packets());
        });
    }

    @Override
    public Preview preview(Direction direction, Impairment impairment, Traffic traffic) throws DataPlaneException {
        return looking("preview", direction, plane -> {
            var plan = holdable("preview", plane, direction, impairment);
            var opposite = state.of(direction.other()).desired().held();
            return foresight.of(plan, opposite, traffic, plane.plane().capabilities());
        });
    }

    @Override
    public Watch watch(EventListener listener) {
        return bus.watch(Optional.of(link()), listener);
    }

    /** What a plane did, and for whom. */
    private record Made(Applied applied, Request request) {}

    private Outcome changed(Change kind, PresentPlane plane, Direction direction, Made made) throws DataPlaneException {
        var outcome = reader.after(plane.plane(), direction, made.applied());
        var before = state.of(direction).observed();
        events.impairment(kind, outcome, before, made.request().actor());
        reader.note(outcome);
        return outcome;
    }

    private void requireUnchanged(String operation, PresentPlane plane, Direction direction, Request request)
            throws DataPlaneException {
        if (request.expectedTag().isEmpty()) {
            return;
        }
        var tag = reader.peek(plane.plane(), direction).tag();
        if (!tag.equals(request.expectedTag().get())) {
            throw new DataPlaneException(
                    operation,
                    Optional.of(direction),
                    Reason.PRECONDITION_FAILED,
                    "the state of " + direction + " is no longer what you last saw; read it and decide anew");
        }
    }

    private static Plan holdable(String operation, PresentPlane plane, Direction direction, Impairment impairment)
            throws DataPlaneException {
        var plan = plane.plane().plan(direction, impairment);
        if (!plan.isHoldable()) {
            throw new DataPlaneException(
                    operation,
                    Optional.of(direction),
                    reason(plan),
                    "the plane " + plane.name() + " cannot hold this; nothing was changed",
                    plan.refusals());
        }
        return plan;
    }

    /** Out of range only if nothing worse is the matter: what no value would cure comes first. */
    private static Reason reason(Plan plan) {
        boolean bounds = plan.refusals().stream().allMatch(refusal -> refusal.cause() == Refusal.Cause.OUT_OF_RANGE);
        return bounds ? Reason.OUT_OF_RANGE : Reason.NOT_SUPPORTED;
    }

    private <T> T changing(String operation, Direction direction, OnPlane<T> work) throws DataPlaneException {
        state.refuseUnlessWorthWaiting(operation, direction);
        return watching(() -> gate.change(
                () -> state.busy(operation, Optional.of(direction)), () -> onLive(operation, direction, work)));
    }

    private <T> T looking(String operation, Direction direction, OnPlane<T> work) throws DataPlaneException {
        state.refuseUnlessWorthWaiting(operation, direction);
        return watching(() -> gate.look(
                () -> state.busy(operation, Optional.of(direction)), () -> onLive(operation, direction, work)));
    }

    private <T> T onLive(String operation, Direction direction, OnPlane<T> work) throws DataPlaneException {
        var plane = state.requireLive(operation, direction);
        try {
            return work.run(plane);
        } catch (DataPlaneException e) {
            throw planes.isPresent(plane)
                    ? e
                    : wentAway(operation, direction, plane).causedBy(e);
        }
    }

    /** An interface that vanished under the live plane is told to who can do something about it, outside the gate. */
    private <T> T watching(LinkGate.Work<T> work) throws DataPlaneException {
        try {
            return work.run();
        } catch (DataPlaneException e) {
            if (e.reason() == Reason.NO_SUCH_PORT) {
                planes.portVanished(e);
            }
            throw e;
        }
    }

    private static DataPlaneException wentAway(String operation, Direction direction, PresentPlane plane) {
        return new DataPlaneException(
                operation,
                Optional.of(direction),
                Reason.NO_LIVE_PLANE,
                "the plane " + plane.name() + " went away during the operation; try again");
    }
}
