package chaos.control;

import chaos.api.dataplane.Applied;
import chaos.api.dataplane.Attachment;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.PlaneWatcher;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.ReadBack;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.Port;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The boundary to a plane. Planes are other people's bundles that come and go: whatever one throws ends here as a
 * {@link DataPlaneException}, so that a broken bundle cannot break control.
 */
final class GuardedPlane {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedPlane.class);

    private final DataPlane plane;
    private final PlaneDescription description;

    private GuardedPlane(DataPlane plane, PlaneDescription description) {
        this.plane = plane;
        this.description = description;
    }

    /** {@return the plane behind its guard} */
    static GuardedPlane of(DataPlane plane) throws DataPlaneException {
        return new GuardedPlane(plane, call("unnamed", "describe", Optional.empty(), plane::describe));
    }

    PlaneDescription description() {
        return description;
    }

    PlaneName name() {
        return description.name();
    }

    boolean guards(DataPlane other) {
        return plane == other;
    }

    Capabilities capabilities() throws DataPlaneException {
        return call("capabilities", Optional.empty(), plane::capabilities);
    }

    List<Port> ports() throws DataPlaneException {
        return call("ports", Optional.empty(), plane::ports);
    }

    Plan plan(Direction direction, Impairment impairment) throws DataPlaneException {
        return call("plan", Optional.of(direction), () -> plane.plan(direction, impairment));
    }

    void foresee() throws DataPlaneException {
        call("attach", Optional.empty(), () -> {
            plane.foresee();
            return true;
        });
    }

    Attachment attachClosed() throws DataPlaneException {
        return call("attach", Optional.empty(), plane::attachClosed);
    }

    void open() throws DataPlaneException {
        call("attach", Optional.empty(), () -> {
            plane.open();
            return true;
        });
    }

    void detach() throws DataPlaneException {
        call("detach", Optional.empty(), () -> {
            plane.detach();
            return true;
        });
    }

    Applied apply(Direction direction, Impairment impairment) throws DataPlaneException {
        return call("apply", Optional.of(direction), () -> plane.apply(direction, impairment));
    }

    Applied clear(Direction direction) throws DataPlaneException {
        return call("clear", Optional.of(direction), () -> plane.clear(direction));
    }

    ReadBack read(Direction direction, Impairment hint) throws DataPlaneException {
        return call("read", Optional.of(direction), () -> plane.read(direction, Optional.of(hint)));
    }

    QdiscStats stats(Direction direction) throws DataPlaneException {
        return call("stats", Optional.of(direction), () -> plane.stats(direction));
    }

    DataPlane.Watch watch(PlaneWatcher watcher) throws DataPlaneException {
        var watch = call("watch", Optional.empty(), () -> plane.watch(watcher));
        return () -> end(watch);
    }

    private void end(DataPlane.Watch watch) {
        try {
            call("watch", Optional.empty(), () -> {
                watch.close();
                return true;
            });
        } catch (DataPlaneException e) {
            LOG.debug("plane={} its watch did not end well: {}", name(), e.detail());
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws DataPlaneException;
    }

    private <T> T call(String operation, Optional<Direction> direction, Call<T> call) throws DataPlaneException {
        return call(name().value(), operation, direction, call);
    }

    private static <T> T call(String plane, String operation, Optional<Direction> direction, Call<T> call)
            throws DataPlaneException {
        try {
            return call.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("plane={} operation={} threw what no plane may throw", plane, operation, e);
            throw new DataPlaneException(
                            operation,
                            direction,
                            Reason.FAILED,
                            "the plane " + plane
                                    + " failed in a way that it should not; the daemon's log has the cause,"
                                    + " restarting the plane's bundle may help")
                    .causedBy(e);
        }
    }
}
