package chaos.json;

import chaos.api.dataplane.Warning;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * Something that a person should know although nothing failed.
 *
 * @param field JSON pointer of the field it is about; absent: none in particular
 * @param reason machine-readable, for example {@code no_effect}
 * @param detail a sentence for people
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record WarningJson(Optional<String> field, String reason, String detail) {

    /** The document of a warning. */
    public static WarningJson of(Warning warning) {
        return new WarningJson(warning.field(), warning.reason(), warning.detail());
    }
}
