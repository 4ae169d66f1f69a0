package chaos.api.control;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.LinkName;
import chaos.api.link.Port;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a link is.
 *
 * @param name which link
 * @param plane the live plane, or the one that failed
 * @param state whether it carries
 * @param reason why it does not, for people
 * @param failure why it does not, for programs
 * @param ports both ports as the live plane sees them, port 1 first; empty while none is live
 * @param capabilities of the live plane
 */
public record LinkStatus(
        LinkName name,
        Optional<PlaneName> plane,
        State state,
        Optional<String> reason,
        Optional<DataPlaneException.Reason> failure,
        List<Port> ports,
        Optional<Capabilities> capabilities) {

    /** Whether a link carries. */
    public enum State {
        /** A plane is attached. */
        LIVE,
        /** One plane goes and another comes. */
        SWAPPING,
        /** A plane is chosen and could not be attached, or what it holds is not all that is desired. */
        FAILED,
        /** There is no plane to choose. */
        NONE;

        /** The word of the wire contract. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A status; the list is copied. */
    public LinkStatus {
        ports = List.copyOf(ports);
    }
}
