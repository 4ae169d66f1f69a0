package chaos.api.control;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.event.EventListener;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.prediction.Traffic;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The impairments of one link. One service a link, with the property {@link DataPlane#LINK}, for as long as the link is
 * configured; while no plane is live it refuses with {@link DataPlaneException.Reason#NO_LIVE_PLANE}. Every answer is
 * read back from the data plane. All methods may be called from any thread.
 */
@ProviderType
public interface Impairments {

    /** Which link. */
    LinkName link();

    /**
     * Makes an impairment the whole state of a direction, and reads it back.
     *
     * @return the state, which may differ from what was asked for: see {@link Outcome#divergences}
     * @throws DataPlaneException if nothing could be done
     */
    Outcome apply(Direction direction, Impairment impairment, Request request) throws DataPlaneException;

    /**
     * Lets packets of a direction pass untouched, and reads it back.
     *
     * @throws DataPlaneException if nothing could be done
     */
    Outcome clear(Direction direction, Request request) throws DataPlaneException;

    /**
     * The state of a direction, compared with what was asked for last.
     *
     * @throws DataPlaneException if it cannot be read
     */
    Outcome read(Direction direction) throws DataPlaneException;

    /**
     * The counters of a direction.
     *
     * @throws DataPlaneException if they cannot be read
     */
    LinkStats stats(Direction direction) throws DataPlaneException;

    /**
     * What would be programmed, and what to expect; nothing is applied.
     *
     * @throws DataPlaneException if no plane is live
     */
    Preview preview(Direction direction, Impairment impairment, Traffic traffic) throws DataPlaneException;

    /** Tells a listener of this link's events from now on, until the answer is closed. */
    Watch watch(EventListener listener);

    /** A listener's registration. */
    interface Watch extends AutoCloseable {

        /** Ends it; no event is delivered after this returns. */
        @Override
        void close();
    }
}
