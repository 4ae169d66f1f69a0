package chaos.json;

import chaos.api.control.TableStatus;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The named tables that there are.
 *
 * @param distributions in the order of their names
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TablesJson(List<TableJson> distributions) {

    /** The document of these tables. */
    public static TablesJson of(List<TableStatus> tables) {
        return new TablesJson(tables.stream().map(TableJson::of).toList());
    }
}
