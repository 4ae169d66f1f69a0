package chaos.control;

import chaos.api.control.Preview;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.prediction.Prediction;
import chaos.api.prediction.Predictor;
import chaos.api.prediction.Room;
import chaos.api.prediction.Traffic;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What traffic will see, as long as there is somebody who can tell. */
final class Foresight {

    private final AtomicReference<Optional<Predictor>> predictor = new AtomicReference<>(Optional.empty());

    void comes(Predictor bound) {
        predictor.set(Optional.of(bound));
    }

    void goes(Predictor gone) {
        predictor.updateAndGet(present -> present.filter(each -> !each.equals(gone)));
    }

    /**
     * A plan with what to expect of it.
     *
     * @param can what the plane can do that made it
     */
    Preview of(Plan plan, Impairment opposite, Traffic traffic, Capabilities can) {
        try {
            Optional<Prediction> told =
                    predictor.get().map(present -> present.predict(plan.canonical(), opposite, traffic, room(can)));
            return new Preview(plan, told);
        } catch (IllegalArgumentException e) {
            var warnings = new ArrayList<>(plan.warnings());
            warnings.add(Warning.general("no_prediction", "what to expect cannot be told: " + e.getMessage()));
            return new Preview(new Plan(plan.canonical(), plan.layers(), warnings, plan.refusals()), Optional.empty());
        }
    }

    private static Optional<Room> room(Capabilities can) {
        long frames = can.limits().getOrDefault(Capabilities.BUFFER_FRAMES, 0L);
        long bytes = can.limits().getOrDefault(Capabilities.BUFFER_BYTES, 0L);
        return frames > 0 && bytes > 0 ? Optional.of(new Room(frames, bytes)) : Optional.empty();
    }
}
