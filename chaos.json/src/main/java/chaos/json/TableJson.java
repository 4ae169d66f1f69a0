package chaos.json;

import chaos.api.control.TableStatus;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * A named table of latencies.
 *
 * @param name its name
 * @param size how many entries it has; 0 where it cannot be used
 * @param mean of the entries, in jitters
 * @param deviation the standard deviation of the entries, in jitters
 * @param problem why it cannot be used, where it cannot
 * @param warnings what a person should know
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TableJson(
        String name, long size, double mean, double deviation, Optional<String> problem, List<WarningJson> warnings) {

    /** The document of a table. */
    public static TableJson of(TableStatus table) {
        return new TableJson(
                table.table().name(),
                table.size(),
                table.mean(),
                table.deviation(),
                table.problem(),
                table.warnings().stream().map(WarningJson::of).toList());
    }
}
