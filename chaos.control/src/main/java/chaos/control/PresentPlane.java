package chaos.control;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneName;
import java.util.Comparator;
import java.util.Optional;

/** A plane that is registered on the link, where it stands among the others, and how it last fared. */
final class PresentPlane {

    /** Highest ranking first; among equals the one that was registered first, as the OSGi framework has it. */
    static final Comparator<PresentPlane> ORDER =
            Comparator.comparingInt(PresentPlane::ranking).reversed().thenComparingLong(plane -> plane.serviceId);

    private final GuardedPlane plane;
    private final int ranking;
    private final long serviceId;
    private volatile Optional<DataPlaneException> failure = Optional.empty();
    private volatile Optional<String> declined = Optional.empty();

    PresentPlane(GuardedPlane plane, int ranking, long serviceId) {
        this.plane = plane;
        this.ranking = ranking;
        this.serviceId = serviceId;
    }

    GuardedPlane plane() {
        return plane;
    }

    PlaneName name() {
        return plane.name();
    }

    int ranking() {
        return ranking;
    }

    boolean is(DataPlane other) {
        return plane.guards(other);
    }

    boolean carriesTraffic() {
        return plane.description().carriesTraffic();
    }

    /** Why it could not take the ports when last tried. */
    Optional<DataPlaneException> failure() {
        return failure;
    }

    /** Why it was passed over although its ranking is the highest. */
    Optional<String> declined() {
        return declined;
    }

    void failed(DataPlaneException cause) {
        failure = Optional.of(cause);
    }

    void decline(String why) {
        declined = Optional.of(why);
    }

    /** It took the ports. */
    void took() {
        failure = Optional.empty();
        declined = Optional.empty();
    }
}
