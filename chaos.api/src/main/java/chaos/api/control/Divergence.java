package chaos.api.control;

import chaos.api.dataplane.Warning;
import chaos.api.impairment.FieldValue;
import java.util.Optional;

/**
 * A field whose read-back is not the canonical form of what was asked for; or what the plane holds that nobody asked
 * for and no field can say. Then the pointer is of the part that it disturbs, empty for all of the document (RFC 6901),
 * nothing is requested, and what was observed is a sentence.
 *
 * @param field JSON pointer into the impairment document
 * @param requested what was asked for; empty: nothing
 * @param observed what the plane holds; empty: nothing
 */
public record Divergence(String field, Optional<FieldValue> requested, Optional<FieldValue> observed) {

    /** What a plane holds that nobody asked for and no field can say. */
    public static Divergence unasked(Warning what) {
        return new Divergence(
                what.field().orElse(""), Optional.empty(), Optional.of(new FieldValue.Text(what.detail())));
    }

    /** For people: the pointer, with the sentence where that says what it is. */
    public String named() {
        // No word of the wire contract has a space in it.
        return observed.filter(FieldValue.Text.class::isInstance)
                .map(text -> ((FieldValue.Text) text).value())
                .filter(text -> requested.isEmpty() && text.indexOf(' ') >= 0)
                .map(sentence -> field.isEmpty() ? sentence : field + " (" + sentence + ")")
                .orElse(field);
    }
}
