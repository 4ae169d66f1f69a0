package chaos.json;

import chaos.api.calibration.Estimate;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * A measured value with its interval.
 *
 * @param value the estimate
 * @param low the lower bound of the interval; null: there is none
 * @param high the upper bound of the interval; null: there is none
 * @param samples how many samples it rests on
 * @param confidence of the interval, for example 0.999
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EstimateJson(double value, Optional<Double> low, Optional<Double> high, long samples, double confidence)
        implements Shape.NullsShown {

    static EstimateJson of(Estimate estimate) {
        return new EstimateJson(
                estimate.value(),
                Finite.of(estimate.low()),
                Finite.of(estimate.high()),
                estimate.samples(),
                estimate.confidence());
    }

    /** The measured value that the document stands for. */
    public Estimate estimate() {
        return new Estimate(value, Finite.low(low), Finite.high(high), samples, confidence);
    }
}
