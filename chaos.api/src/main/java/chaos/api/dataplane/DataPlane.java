package chaos.api.dataplane;

import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.Port;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What carries the packets of one link and can impair them. One service a link, with the properties {@value #LINK},
 * {@value #PLANE} and {@code service.ranking}. A plane touches ports only between {@link #attach} and {@link
 * #detach}, never when its bundle or component starts, so several planes of a link may be started at once. Only the
 * control bundle calls it. All methods may be called from any thread; changes are made one at a time, reads may
 * come in between.
 */
@ProviderType
public interface DataPlane {

    /** Service property: the name of the link. */
    String LINK = "chaos.link";

    /** Service property: the name of the plane. */
    String PLANE = "chaos.plane";

    /** Which plane this is. Touches nothing. */
    PlaneDescription describe();

    /** What it can do on this machine. Does not touch the ports; answers also while it is not attached. */
    Capabilities capabilities();

    /** Both ports, port 1 first, as they are now; empty while the plane cannot see them. */
    List<Port> ports();

    /** What it would do for an impairment. Pure: touches nothing; answers also while it is not attached. */
    Plan plan(Direction direction, Impairment impairment);

    /**
     * Looks whether {@link #attach} would be refused because of what somebody did to the ports: one is missing, has an
     * address, or is in a bridge. Touches nothing, and answers also while another plane of the link has the ports. What
     * only the attempt shows it does not know.
     *
     * @throws DataPlaneException what attach would say
     */
    default void foresee() throws DataPlaneException {}

    /**
     * Takes the ports, and impairs nothing yet.
     *
     * @throws DataPlaneException if it cannot; then nothing is changed
     */
    Attachment attach() throws DataPlaneException;

    /**
     * Takes the ports as {@link #attach} does, and lets nothing pass before {@link #open}: so no packet passes between
     * planes without the state that is desired. What comes meanwhile waits or is lost. A plane that cannot keep packets
     * back lets them pass.
     *
     * @throws DataPlaneException if it cannot; then nothing is changed
     */
    default Attachment attachClosed() throws DataPlaneException {
        return attach();
    }

    /**
     * Lets packets pass from now on. Does nothing where they do already.
     *
     * @throws DataPlaneException if it is not attached, or the data plane refused
     */
    default void open() throws DataPlaneException {}

    /**
     * Gives the ports back as they were found. Does nothing if they are not taken.
     *
     * @throws DataPlaneException if something could not be undone; what could be was, and the plane is detached
     */
    void detach() throws DataPlaneException;

    /**
     * Makes an impairment the whole state of a direction. On failure the state is the one before, or as near to it as
     * the data plane allows; the next read shows it.
     *
     * @throws DataPlaneException if it cannot be held or the data plane refused
     */
    Applied apply(Direction direction, Impairment impairment) throws DataPlaneException;

    /**
     * Lets packets of a direction pass untouched.
     *
     * @throws DataPlaneException if the data plane refused
     */
    Applied clear(Direction direction) throws DataPlaneException;

    /**
     * The state of a direction as it is. Different documents can be the same state; where the state is, in the plane's
     * own units, what the hint would have produced, the hint's own values are shown, else the plane's native form.
     *
     * @param hint the form that was asked for
     * @throws DataPlaneException if it cannot be read
     */
    ReadBack read(Direction direction, Optional<Impairment> hint) throws DataPlaneException;

    /**
     * The counters of a direction.
     *
     * @throws DataPlaneException if they cannot be read
     */
    QdiscStats stats(Direction direction) throws DataPlaneException;

    /**
     * Tells a watcher what others do to the ports from now on, also while the plane is not attached; what it does
     * itself is not told. A plane whose ports nobody else can reach never tells anything.
     *
     * @param watcher one at a time; a second one takes the place of the first
     * @return ends it
     */
    default Watch watch(PlaneWatcher watcher) {
        return () -> {};
    }

    /** A watch that lasts until it is closed. */
    interface Watch extends AutoCloseable {

        /** Ends it: nothing is told any more. Does nothing the second time. */
        @Override
        void close();
    }
}
