package chaos.control;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.event.ChaosEvent.PlaneChanged.Step;
import chaos.api.link.Direction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what planes see others do to the ports: reads the directions concerned, so that a divergence becomes an event
 * at once, and tells what became of the ports. A plane's own thread only leaves its notice here.
 */
final class DriftWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Set<Direction> ALL = EnumSet.allOf(Direction.class);

    private final LinkState state;
    private final LinkPlanes planes;
    private final LinkImpairments impairments;
    private final LinkEvents events;
    private final LinkTimer timer;
    private final LatenessWatch lateness;
    private final Map<DataPlane, DataPlane.Watch> watches = new ConcurrentHashMap<>();
    /** Looked at soon. */
    private final Set<Direction> unseen = ConcurrentHashMap.newKeySet();

    DriftWatch(LinkState state, LinkPlanes planes, LinkImpairments impairments, LinkEvents events, LinkTimer timer) {
        this.state = state;
        this.planes = planes;
        this.impairments = impairments;
        this.events = events;
        this.timer = timer;
        this.lateness = new LatenessWatch(state, events, timer);
    }

    /** From now on this plane is listened to. */
    void begin(DataPlane service, PresentPlane plane) {
        try {
            watches.put(service, plane.plane().watch(new Ear(plane)::noticed));
        } catch (DataPlaneException e) {
            LOG.error("link={} plane={} cannot be watched: {}", state.link(), plane.name(), e.detail());
        }
    }

    /** It is listened to no longer. */
    void end(DataPlane service) {
        Optional.ofNullable(watches.remove(service)).ifPresent(DataPlane.Watch::close);
    }

    private void look(Direction direction) {
        try {
            impairments.read(direction);
        } catch (DataPlaneException e) {
            LOG.debug("link={} {} could not be read: {}", state.link(), direction, e.detail());
            if (e.reason() == Reason.TIMED_OUT) {
                lookSoon(direction);
            }
        }
    }

    /** Looks until it sees: where nobody saw the end of an operation, it may have been done, or may be done yet. */
    void lookSoon(Direction direction) {
        if (unseen.add(direction)) {
            timer.after(AGAIN, () -> {
                unseen.remove(direction);
                look(direction);
            });
        }
    }

    /**
     * What a plane noticed.
     *
     * @param whileLive whether it had the ports then: what others did to them before is not its concern
     */
    private record Noticed(PlaneNotice notice, boolean whileLive) {}

    /** The notices of one plane; those that come while others wait are dealt with together. */
    private final class Ear {

        private final PresentPlane plane;
        private final Queue<Noticed> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean due = new AtomicBoolean();

        private Ear(PresentPlane plane) {
            this.plane = plane;
        }

        private void noticed(PlaneNotice notice) {
            waiting.add(new Noticed(notice, isLive()));
            schedule();
        }

        private boolean isLive() {
            return state.standing().live().filter(now -> now == plane).isPresent();
        }

        private void schedule() {
            if (due.compareAndSet(false, true)) {
                timer.after(Duration.ZERO, this::follow);
            }
        }

        private void follow() {
            due.set(false);
            var concerned = EnumSet.noneOf(Direction.class);
            boolean ports = false;
            for (var noticed = waiting.poll(); noticed != null; noticed = waiting.poll()) {
                var notice = noticed.notice();
                ports |= notice.kind() == Kind.PORTS;
                if (notice.kind() != Kind.LATE) {
                    notice.direction().ifPresentOrElse(concerned::add, () -> concerned.addAll(ALL));
                }
                if (noticed.whileLive() && isLive()) {
                    tell(notice);
                }
            }
            if (state.standing().live().isEmpty() && ports) {
                planes.portsChanged();
            } else if (isLive()) {
                concerned.forEach(DriftWatch.this::look);
            }
        }

        private void tell(PlaneNotice notice) {
            switch (notice.kind()) {
                case STATE -> {}
                case PORTS -> tell(Step.PORTS_CHANGED, notice);
                case MISSED -> tell(Step.RESYNCHRONISED, notice);
                case LATE -> lateness.noticed(plane, notice);
            }
        }

        private void tell(Step step, PlaneNotice notice) {
            events.plane(step, plane.name(), LinkEvents.CONTROL, notice.detail());
        }
    }
}
