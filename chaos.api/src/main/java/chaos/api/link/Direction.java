package chaos.api.link;

import java.util.Locale;

/** One way across a link, named after the port that packets leave by. */
public enum Direction {
    /** Packets that leave by port 1. */
    PORT1,
    /** Packets that leave by port 2. */
    PORT2;

    /** The word of the wire contract: {@code port1} or {@code port2}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The other way across the link. */
    public Direction other() {
        return this == PORT1 ? PORT2 : PORT1;
    }

    /**
     * A direction from its word.
     *
     * @throws IllegalArgumentException if it is neither {@code port1} nor {@code port2}
     */
    public static Direction parse(String word) {
        for (var direction : values()) {
            if (direction.word().equals(word)) {
                return direction;
            }
        }
        throw new IllegalArgumentException("must be port1 or port2, was \"" + word + "\"");
    }

    @Override
    public String toString() {
        return word();
    }
}
