package chaos.api.dataplane;

import chaos.api.impairment.Impairment;
import java.util.List;

/**
 * What a plane would do for an impairment. Making a plan touches nothing.
 *
 * @param canonical the one form that the plane can hold for what was asked, defaults filled in; what was asked, where
 *     it is refused
 * @param layers what would be built, with the sizes chosen
 * @param warnings what a person should know
 * @param refusals why it cannot be held; empty if it can
 */
public record Plan(Impairment canonical, List<Layer> layers, List<Warning> warnings, List<Refusal> refusals) {

    /** A plan; lists are copied. */
    public Plan {
        layers = List.copyOf(layers);
        warnings = List.copyOf(warnings);
        refusals = List.copyOf(refusals);
    }

    /** A plan that was refused. */
    public static Plan refused(Impairment asked, List<Refusal> refusals) {
        return new Plan(asked, List.of(), List.of(), refusals);
    }

    /** Whether the plane can hold it. */
    public boolean isHoldable() {
        return refusals.isEmpty();
    }
}
