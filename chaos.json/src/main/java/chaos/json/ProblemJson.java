package chaos.json;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * A failure (RFC 9457, {@code application/problem+json}).
 *
 * @param type a URI that is the same for every problem of this kind
 * @param title a few words that are the same for every problem of this kind
 * @param status the HTTP status
 * @param detail a sentence for people
 * @param field JSON pointer into the document that was sent, empty for all of it; {@code /link} or {@code /direction}
 *     where that part of the path is at fault
 * @param reason what a program can act on, where there is more than the status says
 * @param outcome the state that was read back, where it is not the one that was asked for
 * @param refusals each field that the plane cannot hold, where there are any
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ProblemJson(
        String type,
        String title,
        long status,
        String detail,
        Optional<String> field,
        Optional<String> reason,
        Optional<OutcomeJson> outcome,
        Optional<List<RefusalJson>> refusals) {

    /** The media type of the document. */
    public static final String MEDIA_TYPE = "application/problem+json";
}
