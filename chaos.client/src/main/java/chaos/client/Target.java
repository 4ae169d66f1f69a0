package chaos.client;

import chaos.api.link.Direction;
import chaos.api.link.LinkName;

/**
 * One direction of one link.
 *
 * @param link which link
 * @param direction which direction
 */
public record Target(LinkName link, Direction direction) {

    /** A direction of the default link. */
    public static Target of(Direction direction) {
        return new Target(LinkName.DEFAULT, direction);
    }

    /** The other way across the same link. */
    public Target opposite() {
        return new Target(link, direction.other());
    }
}
