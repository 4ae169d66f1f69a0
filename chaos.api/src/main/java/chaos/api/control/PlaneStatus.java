package chaos.api.control;

import chaos.api.dataplane.PlaneDescription;
import chaos.api.link.LinkName;
import java.util.Locale;
import java.util.Optional;

/**
 * A plane that is present on a link.
 *
 * @param plane which plane
 * @param link on which link
 * @param ranking the highest wins
 * @param state what it does
 * @param reason why it failed, for people
 */
public record PlaneStatus(PlaneDescription plane, LinkName link, int ranking, State state, Optional<String> reason) {

    /** What a plane does. */
    public enum State {
        /** It is attached. */
        LIVE,
        /** It could be attached. */
        READY,
        /** It could not be attached when last tried. */
        FAILED;

        /** The word of the wire contract. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
