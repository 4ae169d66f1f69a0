package chaos.api.dataplane;

import chaos.api.impairment.Impairment;
import java.util.List;

/**
 * What a plane did.
 *
 * @param canonical the form that it was told to hold
 * @param transition what became of the packets in flight
 * @param warnings what a person should know
 */
public record Applied(Impairment canonical, Transition transition, List<Warning> warnings) {

    /** What was done; the list is copied. */
    public Applied {
        warnings = List.copyOf(warnings);
    }
}
