package chaos.json;

import chaos.api.control.TableStatus;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A named table of latencies with its entries.
 *
 * @param name its name
 * @param mean of the entries, in jitters
 * @param deviation the standard deviation of the entries, in jitters
 * @param entries in rising order, in parts of 8192 of the jitter
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record WholeTableJson(String name, double mean, double deviation, List<Long> entries) {

    /** The document of a table. */
    public static WholeTableJson of(TableStatus table, List<Integer> entries) {
        return new WholeTableJson(
                table.table().name(),
                table.mean(),
                table.deviation(),
                entries.stream().map(Integer::longValue).toList());
    }
}
