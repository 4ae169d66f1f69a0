package chaos.api.control;

import chaos.api.dataplane.Plan;
import chaos.api.prediction.Prediction;
import java.util.Optional;

/**
 * What would be programmed, and what to expect.
 *
 * @param plan what the live plane would do
 * @param prediction what traffic would see, where somebody can tell
 */
public record Preview(Plan plan, Optional<Prediction> prediction) {}
