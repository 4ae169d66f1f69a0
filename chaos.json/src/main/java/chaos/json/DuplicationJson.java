package chaos.json;

import chaos.api.impairment.Duplication;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * A second copy of a packet is made before queueing.
 *
 * @param pct percent of the packets, 0 to 100
 * @param correlation 0 to below 1; absent: 0
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DuplicationJson(double pct, Optional<Double> correlation) {

    private static final Part PART = new Part("/duplication", "");

    static DuplicationJson of(Duplication duplication) {
        return new DuplicationJson(
                duplication.share().percent(),
                Optional.of(duplication.correlation().fraction()));
    }

    Duplication duplication() {
        return new Duplication(
                PART.value("pct", pct, Probability::ofPercent),
                PART.value("correlation", correlation.orElse(0.0), Correlation::ofFraction));
    }
}
