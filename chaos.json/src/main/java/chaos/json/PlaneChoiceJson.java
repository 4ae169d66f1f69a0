package chaos.json;

import chaos.api.dataplane.PlaneName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * The choice of a plane.
 *
 * @param plane which plane; null, and not left out: the highest ranking
 * @param force also if it carries no traffic on real ports; absent: no
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PlaneChoiceJson(Optional<String> plane, Optional<Boolean> force) implements Shape.NullsShown {

    /**
     * The choice that a client sent.
     *
     * @param utf8 JSON text
     * @throws MalformedJsonException if it is anything else, also if it does not say which plane
     */
    public static PlaneChoiceJson read(byte[] utf8) {
        var node = JsonText.parse(utf8);
        var choice = new DocumentReader(false).read(node, "", PlaneChoiceJson.class);
        if (node instanceof Node.Members members && !members.all().containsKey("plane")) {
            throw new MalformedJsonException("/plane", "is missing; null stands for the highest ranking");
        }
        return choice;
    }

    /** The choice of this plane. */
    public static PlaneChoiceJson of(PlaneName plane, boolean force) {
        return new PlaneChoiceJson(Optional.of(plane.value()), Optional.of(force));
    }

    /**
     * Which plane; empty: the highest ranking.
     *
     * @throws MalformedJsonException if no plane can have that name
     */
    public Optional<PlaneName> name() {
        return plane.map(value -> new Part("", "").value("plane", value, PlaneName::new));
    }

    /** Whether also a plane is meant that carries no traffic on real ports. */
    public boolean isForced() {
        return force.orElse(false);
    }
}
