package chaos.api.control;

import chaos.api.dataplane.Warning;
import chaos.api.impairment.Distribution;
import java.util.List;
import java.util.Optional;

/**
 * A named table of latencies as it is.
 *
 * @param table its name
 * @param size how many entries it has; 0 where it cannot be used
 * @param mean of the entries, in jitters
 * @param deviation the standard deviation of the entries, in jitters
 * @param problem why it cannot be used, a sentence for people; empty if it can
 * @param warnings what a person should know
 */
public record TableStatus(
        Distribution.Table table,
        int size,
        double mean,
        double deviation,
        Optional<String> problem,
        List<Warning> warnings) {

    /** A table; the list is copied. */
    public TableStatus {
        warnings = List.copyOf(warnings);
    }
}
