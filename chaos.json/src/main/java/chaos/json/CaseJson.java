package chaos.json;

import chaos.api.calibration.CaseDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A calibration case that can be asked for.
 *
 * @param case_ its name
 * @param what it asks, a sentence for people
 * @param canonical whether it is one of the product's promise
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CaseJson(@JsonProperty("case") String case_, String what, boolean canonical) {

    static CaseJson of(CaseDescription description) {
        return new CaseJson(description.name().value(), description.what(), description.canonical());
    }
}
