package chaos.json;

import chaos.api.dataplane.Refusal;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Locale;

/**
 * Why a plane cannot hold one field.
 *
 * @param field JSON pointer into the impairment document
 * @param reason {@code not_supported} or {@code out_of_range}
 * @param detail a sentence for people
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RefusalJson(String field, String reason, String detail) {

    /** The document of a refusal. */
    public static RefusalJson of(Refusal refusal) {
        return new RefusalJson(refusal.field(), refusal.cause().name().toLowerCase(Locale.ROOT), refusal.detail());
    }
}
