package chaos.api.control;

import chaos.api.impairment.FieldValue;
import java.util.Optional;

/**
 * A field whose read-back is not the canonical form of what was asked for.
 *
 * @param field JSON pointer into the impairment document
 * @param requested what was asked for; empty: nothing
 * @param observed what the plane holds; empty: nothing
 */
public record Divergence(String field, Optional<FieldValue> requested, Optional<FieldValue> observed) {}
