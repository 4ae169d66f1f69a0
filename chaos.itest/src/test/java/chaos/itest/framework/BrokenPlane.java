package chaos.itest.framework;

import chaos.api.dataplane.Applied;
import chaos.api.dataplane.Attachment;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.ReadBack;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.Port;
import java.util.List;
import java.util.Optional;

/** A plane whose attach fails: everything but taking the ports it leaves to a real one. */
final class BrokenPlane implements DataPlane {

    static final String NAME = "broken";
    static final String WHY = "the ports are glued to the table; loosen them";

    private final DataPlane real;

    BrokenPlane(DataPlane real) {
        this.real = real;
    }

    @Override
    public PlaneDescription describe() {
        return new PlaneDescription(new PlaneName(NAME), "1.0.0", true);
    }

    @Override
    public Capabilities capabilities() {
        return real.capabilities();
    }

    @Override
    public List<Port> ports() {
        return real.ports();
    }

    @Override
    public Plan plan(Direction direction, Impairment impairment) {
        return real.plan(direction, impairment);
    }

    @Override
    public Attachment attach() throws DataPlaneException {
        throw new DataPlaneException("attach", Optional.empty(), Reason.NOT_PERMITTED, WHY);
    }

    @Override
    public void detach() {
        // Nothing was taken.
    }

    @Override
    public Applied apply(Direction direction, Impairment impairment) throws DataPlaneException {
        throw notAttached("apply", direction);
    }

    @Override
    public Applied clear(Direction direction) throws DataPlaneException {
        throw notAttached("clear", direction);
    }

    @Override
    public ReadBack read(Direction direction, Optional<Impairment> hint) throws DataPlaneException {
        throw notAttached("read", direction);
    }

    @Override
    public QdiscStats stats(Direction direction) throws DataPlaneException {
        throw notAttached("stats", direction);
    }

    private static DataPlaneException notAttached(String operation, Direction direction) {
        return new DataPlaneException(
                operation, Optional.of(direction), Reason.NO_LIVE_PLANE, "the plane is not attached");
    }
}
