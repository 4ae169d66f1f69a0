package chaos.calibration.cases;

import chaos.api.calibration.Measurement;
import chaos.api.calibration.MeasurementRequest;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.RigException;
import chaos.api.dataplane.PlaneName;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Seed;
import chaos.api.link.Direction;
import chaos.api.prediction.Prediction;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where a trial is made: one direction of the link, a rig, a model, and the seed of this drawing. */
public final class Bench {

    private final Surroundings surroundings;
    private final Direction direction;
    private final long seed;
    private final Set<String> unverifiable = new LinkedHashSet<>();
    private final Map<String, String> warnings = new LinkedHashMap<>();

    /** For one drawing of one trial. */
    public Bench(Surroundings surroundings, Direction direction, long seed) {
        this.surroundings = surroundings;
        this.direction = direction;
        this.seed = seed;
    }

    Direction direction() {
        return direction;
    }

    PlaneName plane() {
        return surroundings.plane();
    }

    FloorSample floor() {
        return surroundings.floor();
    }

    TestedLink link() {
        return surroundings.link();
    }

    long seed() {
        return seed;
    }

    /** Sets a direction, from the seed of the drawing where the plane takes one. */
    void apply(Direction on, Impairment impairment) throws CannotHoldException, LinkException {
        var held =
                surroundings.link().apply(on, surroundings.seeded() ? impairment.withSeed(new Seed(seed)) : impairment);
        unverifiable.addAll(held.unverifiable());
        held.warnings().forEach((reason, detail) -> warnings.put(on + " " + reason, detail));
    }

    Measurement measure(ProbeTrain train, Duration settle) throws RigException, InterruptedException {
        return surroundings.rig().measure(new MeasurementRequest(surroundings.name(), direction, train, settle));
    }

    Prediction predict(Impairment impairment, Shape shape) {
        return surroundings.predictor().predict(impairment, Impairment.NONE, shape.traffic());
    }

    /** Of the model, another one for each drawing, and never the one that a plane with the same engine draws. */
    long[] sample(Impairment impairment, Shape shape) {
        var another = new Seed(~seed & Long.MAX_VALUE);
        return surroundings.predictor().sample(impairment.withSeed(another), shape.traffic(), shape.count());
    }

    /** What read-back could not show of what was applied. */
    public Set<String> unverifiable() {
        return Set.copyOf(unverifiable);
    }

    /** What the plane warned of, by direction and reason. */
    public Map<String, String> warnings() {
        return Map.copyOf(warnings);
    }
}
