package chaos.api.calibration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The calibration baseline of this appliance.
 *
 * @param stored what is stored; empty if nothing is, or what is stored cannot be read
 * @param warnings why it should not be relied upon, a sentence each: damaged, old, of another machine; none if nothing
 *     was ever stored
 */
public record Baseline(Optional<Stored> stored, List<String> warnings) {

    /**
     * A stored report.
     *
     * @param storedAt when it was stored
     * @param report what was stored
     */
    public record Stored(Instant storedAt, Report report) {}

    /** A baseline; the list is copied. */
    public Baseline {
        warnings = List.copyOf(warnings);
    }
}
