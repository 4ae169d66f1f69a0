package chaos.api.control;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.LinkName;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The planes of one link. One service a link, with the property {@link DataPlane#LINK}, for as long as the link is
 * configured.
 */
@ProviderType
public interface Planes {

    /** Which link. */
    LinkName link();

    /** How the link is. */
    LinkStatus status();

    /** The planes that are present, highest ranking first. */
    List<PlaneStatus> planes();

    /**
     * Chooses a plane and puts the desired state onto it.
     *
     * @param force also if it carries no traffic on real ports
     * @throws DataPlaneException if it cannot hold the desired state or cannot be attached; then the old plane stays
     */
    Swap use(PlaneName plane, boolean force, Request request) throws DataPlaneException;

    /**
     * Gives the choice back to the ranking.
     *
     * @throws DataPlaneException if the highest ranking plane cannot take over; then the old plane stays
     */
    Swap useHighestRanking(Request request) throws DataPlaneException;
}
