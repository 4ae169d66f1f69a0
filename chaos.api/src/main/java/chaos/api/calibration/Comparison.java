package chaos.api.calibration;

import java.time.Instant;
import java.util.List;

/**
 * A run beside the calibration baseline.
 *
 * @param baselineStoredAt when the baseline was stored
 * @param compared how many results have a counterpart of the same subject, setting and size
 * @param drifts those whose intervals do not meet
 * @param warnings why the two may not be comparable: another kernel, hardware, plane or rig, an old baseline
 */
public record Comparison(Instant baselineStoredAt, int compared, List<Drift> drifts, List<String> warnings) {

    /**
     * A result that is no longer what it was.
     *
     * @param subject what it is about
     * @param before in the baseline
     * @param now in the run
     * @param unit of both
     */
    public record Drift(Subject subject, Estimate before, Estimate now, String unit) {}

    /** A comparison; the lists are copied. */
    public Comparison {
        drifts = List.copyOf(drifts);
        warnings = List.copyOf(warnings);
    }
}
