package chaos.api.dataplane;

import java.util.Optional;

/**
 * Something that a person should know although nothing failed.
 *
 * @param field JSON pointer of the field it is about, where there is one
 * @param reason machine-readable, for example {@code no_effect}
 * @param detail a sentence for people
 */
public record Warning(Optional<String> field, String reason, String detail) {

    /** The reason of a warning that a direction lets no packet pass although no impairment says so. */
    public static final String NOTHING_PASSES = "nothing_passes";

    /**
     * The reason of a warning that packets in flight, which keep their order, make those that come now wait for longer
     * than their own latency.
     */
    public static final String HELD_UP = "held_up";

    /** The reason of a warning that a plane has less room for packets in flight than the impairment needs. */
    public static final String EMULATOR_LIMIT = "emulator_limit";

    /** A warning about one field. */
    public static Warning about(String field, String reason, String detail) {
        return new Warning(Optional.of(field), reason, detail);
    }

    /** A warning about no field in particular. */
    public static Warning general(String reason, String detail) {
        return new Warning(Optional.empty(), reason, detail);
    }
}
