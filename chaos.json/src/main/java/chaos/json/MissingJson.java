package chaos.json;

import chaos.api.dataplane.Missing;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Something that a plane needs and this machine lacks.
 *
 * @param what for example {@code netem}
 * @param remedy what a person can do about it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MissingJson(String what, String remedy) {

    static MissingJson of(Missing missing) {
        return new MissingJson(missing.what(), missing.remedy());
    }
}
