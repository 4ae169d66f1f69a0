package chaos.json;

import chaos.api.calibration.Comparison;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A result that is no longer what it was in the calibration baseline.
 *
 * @param case_ the case
 * @param direction {@code port1} or {@code port2}
 * @param quantity what is judged
 * @param question {@code plane_against_model} or {@code intent_against_model}
 * @param before in the baseline
 * @param now in the run
 * @param unit of both
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DriftJson(
        @JsonProperty("case") String case_,
        String direction,
        String quantity,
        String question,
        EstimateJson before,
        EstimateJson now,
        String unit) {

    static DriftJson of(Comparison.Drift drift) {
        var subject = SubjectWords.of(drift.subject());
        return new DriftJson(
                subject.name(),
                subject.direction(),
                subject.quantity(),
                subject.question(),
                EstimateJson.of(drift.before()),
                EstimateJson.of(drift.now()),
                drift.unit());
    }
}
