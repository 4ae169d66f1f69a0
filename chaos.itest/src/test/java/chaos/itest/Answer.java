package chaos.itest;

import chaos.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the daemon answered.
 *
 * @param status the status code
 * @param headers by lower-case name
 * @param body the text of the body
 */
public record Answer(int status, Map<String, String> headers, String body) {

    /** The body as one of the wire documents. */
    public <T extends Record> T as(Class<T> document) {
        return StrictJson.readAnswer(body.getBytes(StandardCharsets.UTF_8), document);
    }

    /** The answer itself, once it is sure that it has this status. */
    public Answer with(int expected) {
        if (status != expected) {
            throw new AssertionError("expected status " + expected + ", was " + this);
        }
        return this;
    }

    /** Whether it is what was asked for, or 503 with the time after which to ask again. */
    public boolean isServedOrToBeRetried() {
        return status == 200 || (status == 503 && headers.containsKey("retry-after"));
    }
}
