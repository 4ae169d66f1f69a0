package chaos.api.dataplane;

import chaos.api.impairment.Impairment;
import java.util.List;
import java.util.Optional;

/**
 * What a plane did.
 *
 * @param canonical the form that it was told to hold
 * @param transition what became of the packets in flight
 * @param warnings what a person should know
 * @param readBack the state as it was read after the change, with the canonical form as the hint, where that came in
 *     the same exchange; who gets none reads
 */
public record Applied(
        Impairment canonical, Transition transition, List<Warning> warnings, Optional<ReadBack> readBack) {

    /** What was done by a plane that has not looked at it since. */
    public Applied(Impairment canonical, Transition transition, List<Warning> warnings) {
        this(canonical, transition, warnings, Optional.empty());
    }

    /** What was done; the list is copied. */
    public Applied {
        warnings = List.copyOf(warnings);
    }
}
