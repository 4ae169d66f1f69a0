package chaos.api.dataplane;

import chaos.api.link.Direction;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that a plane saw happen to its ports, by other hands than its own, or that it could not
 * help.
 *
 * @param kind what it is
 * @param direction which direction; empty: the link as a whole
 * @param detail a sentence for people
 * @param lateness by how much the latest of the packets was late that this notice is of; zero where it is of none, or
 *     does not say
 */
public record PlaneNotice(Kind kind, Optional<Direction> direction, String detail, Duration lateness) {

    /** How often a plane says again that it is late, at least. */
    public static final Duration LATE_AGAIN = Duration.ofSeconds(2);

    /** A notice that says nothing of how late packets were. */
    public PlaneNotice(Kind kind, Optional<Direction> direction, String detail) {
        this(kind, direction, detail, Duration.ZERO);
    }

    /** What was seen. */
    public enum Kind {
        /** What a direction holds may no longer be what was applied: read it. */
        STATE,
        /** A port, or what joins both, changed, went away or came back. */
        PORTS,
        /** Notices were lost; whatever they said is to be read anew. */
        MISSED,
        /**
         * Packets left later than they were due by more than the plane's bound, because it did not get the processor in
         * time. Told again at least every {@link PlaneNotice#LATE_AGAIN} for as long as it goes on.
         */
        LATE
    }
}
