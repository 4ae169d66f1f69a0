package chaos.json;

import chaos.api.calibration.RunStatus;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The calibration runs that are kept.
 *
 * @param runs the newest first
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RunListJson(List<RunSummaryJson> runs) {

    /** The document of these runs. */
    public static RunListJson of(List<RunStatus> runs) {
        return new RunListJson(runs.stream().map(RunSummaryJson::of).toList());
    }
}
