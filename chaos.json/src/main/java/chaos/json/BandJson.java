package chaos.json;

import chaos.api.calibration.ToleranceBand;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * The interval a measurement must fall in.
 *
 * @param low the lower bound; null: there is none
 * @param high the upper bound, not below the lower; null: there is none
 * @param unit of both and of what is measured, for example {@code ns} or {@code percentage points}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record BandJson(Optional<Double> low, Optional<Double> high, String unit) implements Shape.NullsShown {

    static BandJson of(ToleranceBand band) {
        return new BandJson(Finite.of(band.low()), Finite.of(band.high()), band.unit());
    }

    /**
     * The band that the document stands for.
     *
     * @throws MalformedJsonException if the bounds are swapped
     */
    public ToleranceBand band() {
        return new Part("", "")
                .value("low", Finite.low(low), bound -> new ToleranceBand(bound, Finite.high(high), unit));
    }
}
