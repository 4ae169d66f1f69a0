package chaos.control;

import chaos.api.control.LinkStatus;
import chaos.api.control.LinkStatus.State;
import chaos.api.control.PlaneStatus;
import chaos.api.control.Planes;
import chaos.api.control.Request;
import chaos.api.control.Swap;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneName;
import chaos.api.event.ChaosEvent.PlaneChanged.Step;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.link.Port;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which plane a link has: follows the services that come and go, and the choice that a person makes. */
final class LinkPlanes implements Planes {

    private static final Logger LOG = LoggerFactory.getLogger(LinkPlanes.class);
    private static final Duration SOON = Duration.ofMillis(100);

    private final LinkState state;
    private final LinkGate gate;
    private final LinkEvents events;
    private final LinkTimer timer;
    private final PlaneSwitch planeSwitch;
    private final PresentPlanes present = new PresentPlanes();
    private final BackOff backOff = new BackOff();
    private PlaneSelection selection;
    private boolean started;
    private long retries;

    LinkPlanes(LinkState state, LinkGate gate, LinkEvents events, LinkTimer timer, PlaneSelection selection) {
        this.state = state;
        this.gate = gate;
        this.events = events;
        this.timer = timer;
        this.selection = selection;
        this.planeSwitch = new PlaneSwitch(state, events, timer);
    }

    // ---- what the framework says -------------------------------------------------------------------------------

    /** A plane was registered. */
    void added(PresentPlane plane) {
        present.add(plane);
        follow();
    }

    /** A plane is about to go; it is let go of before this returns, unless somebody is stuck in it. */
    void removed(DataPlane gone) {
        if (present.remove(gone)) {
            follow();
        }
    }

    boolean isPresent(PresentPlane plane) {
        return present.contains(plane);
    }

    /** From now on the link has a plane whenever it can have one. */
    void start() {
        if (!gate.follow(() -> {
            started = true;
            reconcile();
        })) {
            throw new IllegalStateException("a link that nobody uses yet is busy");
        }
    }

    /** Takes the plane off the ports, for good. */
    void stop() {
        timer.close();
        boolean done = gate.follow(() -> {
            started = false;
            state.standing().live().ifPresent(live -> {
                state.stand(state.standing().none("the link is being taken away"));
                planeSwitch.release(live, LinkEvents.CONTROL, "the link is being taken away");
            });
            state.stand(state.standing().none("the link is being taken away"));
        });
        if (!done) {
            LOG.error("link={} is stuck in an operation of its plane; the plane was not detached", link());
        }
    }

    /** An operation found that an interface of the live plane is gone: let go of the rest, and wait for its return. */
    void portVanished(DataPlaneException cause) {
        gate.follow(() -> state.standing().live().filter(this::hasLostPorts).ifPresent(live -> {
            planeSwitch.release(live, LinkEvents.CONTROL, cause.detail());
            planeSwitch.fail(live, LinkEvents.CONTROL, cause);
            retryIn(backOff.next());
        }));
    }

    /**
     * Ports changed while no plane is live: it may be able to take them now. Where one failed after it had taken them,
     * what is heard may be what it did and undid itself: then the next try comes when it is due.
     */
    void portsChanged() {
        followIf(() ->
                state.standing().failure().filter(LinkPlanes::mayBeOwnDoing).isEmpty());
    }

    /** What is in the way is found before anything is touched. */
    private static boolean mayBeOwnDoing(Reason reason) {
        return reason != Reason.NO_SUCH_PORT && reason != Reason.FOREIGN;
    }

    private boolean hasLostPorts(PresentPlane live) {
        try {
            for (var direction : Direction.values()) {
                live.plane().read(direction, state.of(direction).desired().held());
            }
            return false;
        } catch (DataPlaneException e) {
            return e.reason() == Reason.NO_SUCH_PORT;
        }
    }

    private void follow() {
        followIf(() -> true);
    }

    private void followIf(BooleanSupplier condition) {
        boolean done = gate.follow(() -> {
            if (condition.getAsBoolean()) {
                backOff.reset();
                reconcile();
            }
        });
        if (!done) {
            LOG.warn("link={} is busy with an operation; what came or went is dealt with after it", link());
            timer.after(SOON, () -> followIf(condition));
        }
    }

    private void retryIn(Duration delay) {
        retries++;
        long mine = retries;
        timer.after(delay, () -> retry(mine));
    }

    /** One try at a time: an older one is void when a newer one was planned. */
    private void retry(long mine) {
        boolean done = gate.follow(() -> {
            if (mine == retries) {
                reconcile();
            }
        });
        if (!done) {
            timer.after(SOON, () -> retry(mine));
        }
    }

    /** Makes the plane on the link the one that should be there. */
    private void reconcile() {
        if (!started) {
            return;
        }
        var planes = present.all();
        state.standing().live().filter(live -> !planes.contains(live)).ifPresent(this::leave);
        var live = state.standing().live();
        if (live.isPresent()) {
            selection.upgrade(planes, live.get()).ifPresent(next -> upgrade(live.get(), next));
            return;
        }
        var next = selection.pick(planes);
        if (next.isPresent()) {
            occupy(next.get());
        } else {
            state.stand(state.standing().none(selection.reasonForNone(planes)));
        }
    }

    /** While it is let go of, clients wait if there is somebody to follow it, and need not if there is nobody. */
    private void leave(PresentPlane gone) {
        var now = state.standing();
        state.stand(selection
                .pick(present.all())
                .map(next -> now.swappingTo(next.name()))
                .orElseGet(() -> now.none("the plane " + gone.name() + " went away")));
        planeSwitch.release(gone, LinkEvents.CONTROL, "its service went away");
    }

    private void occupy(PresentPlane next) {
        try {
            planeSwitch.take(next, LinkEvents.CONTROL);
            backOff.reset();
        } catch (DataPlaneException e) {
            LOG.debug("link={} plane={} is tried again later", link(), next.name(), e);
            retryIn(backOff.next());
        }
    }

    /** A plane of a higher ranking came. If it cannot hold what is desired, the live one stays. */
    private void upgrade(PresentPlane live, PresentPlane next) {
        try {
            planeSwitch.replace(live, next, LinkEvents.CONTROL);
        } catch (DataPlaneException e) {
            if (next.failure().isEmpty()) {
                next.decline(e.detail());
                events.plane(Step.PLANE_FAILED, next.name(), LinkEvents.CONTROL, e.detail());
            }
            retryUnlessLive();
        }
    }

    private void retryUnlessLive() {
        if (state.standing().live().isEmpty()) {
            retryIn(backOff.next());
        }
    }

    // ---- what people ask for -----------------------------------------------------------------------------------

    @Override
    public LinkName link() {
        return state.link();
    }

    @Override
    public Swap use(PlaneName plane, boolean force, Request request) throws DataPlaneException {
        return choose(request, now -> now.choosing(plane, force));
    }

    @Override
    public Swap useHighestRanking(Request request) throws DataPlaneException {
        return choose(request, PlaneSelection::byRanking);
    }

    private Swap choose(Request request, UnaryOperator<PlaneSelection> choice) throws DataPlaneException {
        return gate.change(() -> state.busy("use", Optional.empty()), () -> {
            requireStarted();
            var wanted = choice.apply(selection);
            var next = wanted.require(present.all());
            try {
                var swap = switchTo(next, request.actor());
                selection = wanted;
                backOff.reset();
                return swap;
            } catch (DataPlaneException e) {
                retryUnlessLive();
                throw e;
            }
        });
    }

    private void requireStarted() throws DataPlaneException {
        if (!started) {
            throw state.standing().refusal("use", Optional.empty());
        }
    }

    private Swap switchTo(PresentPlane next, String actor) throws DataPlaneException {
        var live = state.standing().live();
        if (live.filter(plane -> plane == next).isPresent()) {
            return new Swap(next.name(), Duration.ZERO, List.of(), List.of());
        }
        return live.isPresent() ? planeSwitch.replace(live.get(), next, actor) : planeSwitch.take(next, actor);
    }

    // ---- what is seen without waiting --------------------------------------------------------------------------

    @Override
    public LinkStatus status() {
        var now = state.standing();
        var ports = now.live().map(LinkPlanes::ports).orElse(List.of());
        var capabilities = now.live().flatMap(LinkPlanes::capabilities);
        var shown = now;
        if (now.live().isPresent() && ports.isEmpty()) {
            shown = now.failed(now.live().get().name(), blind(now.live().get()));
        } else if (now.live().isPresent() && !state.leftOut().isEmpty()) {
            shown = now.failed(now.live().get().name(), incomplete(now.live().get()));
        }
        return new LinkStatus(
                link(),
                shown.plane(),
                shown.state(),
                shown.state() == State.LIVE ? Optional.empty() : Optional.of(shown.reason()),
                shown.failure(),
                ports,
                capabilities);
    }

    @Override
    public List<PlaneStatus> planes() {
        var live = state.standing().live();
        return present.all().stream()
                .map(plane -> status(plane, live.filter(now -> now == plane).isPresent()))
                .toList();
    }

    private PlaneStatus status(PresentPlane plane, boolean live) {
        var failure = plane.failure().map(DataPlaneException::detail);
        var asItIs = failure.isPresent() ? PlaneStatus.State.FAILED : PlaneStatus.State.READY;
        return new PlaneStatus(
                plane.plane().description(),
                link(),
                plane.ranking(),
                live ? PlaneStatus.State.LIVE : asItIs,
                failure.or(plane::declined));
    }

    private DataPlaneException incomplete(PresentPlane live) {
        return new DataPlaneException(
                "status",
                Optional.empty(),
                Reason.NOT_SUPPORTED,
                "the plane " + live.name() + " carries, and cannot hold all that is desired: "
                        + String.join(", ", state.leftOut()));
    }

    private static DataPlaneException blind(PresentPlane live) {
        return new DataPlaneException(
                "status",
                Optional.empty(),
                Reason.NO_SUCH_PORT,
                "the plane " + live.name() + " no longer sees its ports; bring the interfaces back");
    }

    private static List<Port> ports(PresentPlane live) {
        try {
            return live.plane().ports();
        } catch (DataPlaneException e) {
            return List.of();
        }
    }

    private static Optional<Capabilities> capabilities(PresentPlane live) {
        try {
            return Optional.of(live.plane().capabilities());
        } catch (DataPlaneException e) {
            return Optional.empty();
        }
    }
}
