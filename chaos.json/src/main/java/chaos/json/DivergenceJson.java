package chaos.json;

import chaos.api.control.Divergence;
import chaos.api.impairment.FieldValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * A field whose read-back is not what was asked for; or, with a sentence as what was observed, what the plane holds
 * that nobody asked for and no field can say.
 *
 * @param field JSON pointer into the impairment document; empty for all of it
 * @param requested a number or a string; null: nothing was asked for
 * @param observed a number or a string; null: the plane holds nothing
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DivergenceJson(String field, Optional<Object> requested, Optional<Object> observed)
        implements Shape.NullsShown {

    /** The document of a divergence. */
    public static DivergenceJson of(Divergence divergence) {
        return new DivergenceJson(
                divergence.field(),
                divergence.requested().map(DivergenceJson::scalar),
                divergence.observed().map(DivergenceJson::scalar));
    }

    private static Object scalar(FieldValue value) {
        return value.match(new FieldValue.Cases<Object>() {
            @Override
            public Object whole(long number) {
                return number;
            }

            @Override
            public Object decimal(double number) {
                return number;
            }

            @Override
            public Object text(String word) {
                return word;
            }
        });
    }
}
