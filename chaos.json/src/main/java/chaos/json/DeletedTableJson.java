package chaos.json;

import chaos.api.dataplane.Warning;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A named table that was deleted.
 *
 * @param name its name
 * @param warnings who goes on with it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DeletedTableJson(String name, List<WarningJson> warnings) {

    /** The document of a table that was deleted. */
    public static DeletedTableJson of(String name, List<Warning> warnings) {
        return new DeletedTableJson(name, warnings.stream().map(WarningJson::of).toList());
    }
}
