package chaos.api.dataplane;

import chaos.api.impairment.Impairment;
import java.time.Instant;
import java.util.List;

/**
 * The state decoded from the data plane.
 *
 * @param impairment what the plane holds
 * @param readAt when it was read
 * @param layers what was found, from the root down
 * @param unverifiable JSON pointers of the fields of this impairment that read-back cannot show
 * @param warnings what a person should know, for example attributes that nobody here knows
 * @param unasked those of the warnings about what the plane holds, nobody asked for and no field can say, for example a
 *     qdisc of somebody else's; none of them where the plane holds only what it was told
 */
public record ReadBack(
        Impairment impairment,
        Instant readAt,
        List<Layer> layers,
        List<String> unverifiable,
        List<Warning> warnings,
        List<Warning> unasked) {

    /** A read-back of a plane that holds nothing unasked. */
    public ReadBack(
            Impairment impairment,
            Instant readAt,
            List<Layer> layers,
            List<String> unverifiable,
            List<Warning> warnings) {
        this(impairment, readAt, layers, unverifiable, warnings, List.of());
    }

    /** A read-back; lists are copied. */
    public ReadBack {
        layers = List.copyOf(layers);
        unverifiable = List.copyOf(unverifiable);
        warnings = List.copyOf(warnings);
        unasked = List.copyOf(unasked);
    }
}
