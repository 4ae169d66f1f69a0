package chaos.json;

import chaos.api.calibration.Comparison;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A run beside the calibration baseline.
 *
 * @param baselineStoredAt nanoseconds since the Unix epoch
 * @param compared how many results have a counterpart in the baseline
 * @param drifts those whose intervals do not meet
 * @param warnings why the two may not be comparable, a sentence each
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ComparisonJson(long baselineStoredAt, long compared, List<DriftJson> drifts, List<String> warnings) {

    /** The document of a comparison. */
    public static ComparisonJson of(Comparison comparison) {
        return new ComparisonJson(
                Times.nanos(comparison.baselineStoredAt()),
                comparison.compared(),
                comparison.drifts().stream().map(DriftJson::of).toList(),
                comparison.warnings());
    }
}
