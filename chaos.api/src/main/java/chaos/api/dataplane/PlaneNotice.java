package chaos.api.dataplane;

import chaos.api.link.Direction;
import java.util.Optional;

/**
 * Something that a plane saw happen to its ports, by other hands than its own.
 *
 * @param kind what it is
 * @param direction which direction; empty: the link as a whole
 * @param detail a sentence for people
 */
public record PlaneNotice(Kind kind, Optional<Direction> direction, String detail) {

    /** What was seen. */
    public enum Kind {
        /** What a direction holds may no longer be what was applied: read it. */
        STATE,
        /** A port, or what joins both, changed, went away or came back. */
        PORTS,
        /** Notices were lost; whatever they said is to be read anew. */
        MISSED
    }
}
