package chaos.json;

import chaos.api.calibration.CaseDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The calibration cases.
 *
 * @param cases in the order in which they run
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CaseListJson(List<CaseJson> cases) {

    /** The document of these cases. */
    public static CaseListJson of(List<CaseDescription> cases) {
        return new CaseListJson(cases.stream().map(CaseJson::of).toList());
    }
}
