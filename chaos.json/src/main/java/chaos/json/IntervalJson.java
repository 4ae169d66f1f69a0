package chaos.json;

import chaos.api.prediction.Interval;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A value and the interval it lies in.
 *
 * @param value the expected value
 * @param low the lower bound
 * @param high the upper bound
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record IntervalJson(double value, double low, double high) {

    static IntervalJson of(Interval interval) {
        return new IntervalJson(interval.value(), interval.low(), interval.high());
    }
}
