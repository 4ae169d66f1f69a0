package chaos.calibration.cases;

import chaos.api.calibration.Plot;
import chaos.api.calibration.ProbeTrain;
import java.util.List;
import java.util.Optional;

/**
 * What a trial answers.
 *
 * @param findings one a quantity
 * @param train what was sent; empty if nothing was
 * @param plots pictures of it
 * @param disturbances why none of the measured findings can be relied upon
 */
public record Answer(List<Finding> findings, Optional<ProbeTrain> train, List<Plot> plots, List<String> disturbances) {

    /** An answer; the lists are copied. */
    public Answer {
        findings = List.copyOf(findings);
        plots = List.copyOf(plots);
        disturbances = List.copyOf(disturbances);
    }
}
