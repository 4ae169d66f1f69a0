package chaos.json;

import chaos.api.impairment.Reordering;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * A share of packets skips the latency.
 *
 * @param pct percent of the candidates, 0 to 100
 * @param correlation 0 to below 1; absent: 0
 * @param gap only every so many packets is a candidate, 1 to 2<sup>32</sup> - 1; absent: 1
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ReorderingJson(double pct, Optional<Double> correlation, Optional<Long> gap) {

    private static final Part PART = new Part("/reordering", "");

    static ReorderingJson of(Reordering reordering) {
        return new ReorderingJson(
                reordering.share().percent(),
                Optional.of(reordering.correlation().fraction()),
                Optional.of(reordering.gap()));
    }

    Reordering reordering() {
        var share = PART.value("pct", pct, Probability::ofPercent);
        var dependency = PART.value("correlation", correlation.orElse(0.0), Correlation::ofFraction);
        return PART.value("gap", gap.orElse(1L), every -> new Reordering(share, dependency, every));
    }
}
