package chaos.http;

import chaos.api.control.Request;
import chaos.http.problem.RequestRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The {@code If-Match} header (RFC 9110, 13.1.1).
 *
 * @param tags what the client believes the state to be, any of them; empty: whatever it is. A weak tag is kept with its
 *     {@code W/"…"}, which no state has, because this header compares strongly
 */
record IfMatch(List<String> tags) {

    static final String ACTOR = "http";
    private static final Pattern TAG = Pattern.compile("W/\"[!#-~]*\"|\"([!#-~]*)\"");

    IfMatch {
        tags = List.copyOf(tags);
    }

    /** {@return the condition of these header lines; without one, or with {@code *}, none} */
    static IfMatch parse(List<String> lines) {
        var text = String.join(",", lines).strip();
        if (lines.isEmpty() || text.equals("*")) {
            return new IfMatch(List.of());
        }
        var tags = new ArrayList<String>();
        for (var part : text.split(",", -1)) {
            var tag = TAG.matcher(part.strip());
            if (!tag.matches()) {
                throw new RequestRefused(
                        RequestRefused.Kind.MALFORMED,
                        "If-Match must be * or quoted tags as in an ETag header, was: " + text);
            }
            tags.add(tag.group(1) == null ? tag.group() : tag.group(1));
        }
        return new IfMatch(tags);
    }

    /** Whether the present state has to be known, because any of several would do. */
    boolean isAmbiguous() {
        return tags.size() > 1;
    }

    /**
     * {@return the request under this condition}
     *
     * @param current the tag of the present state; looked at only if {@link #isAmbiguous}
     */
    Request request(String current) {
        var request = Request.by(ACTOR);
        if (tags.isEmpty()) {
            return request;
        }
        return request.ifUnchangedSince(tags.contains(current) ? current : tags.get(0));
    }
}
