package chaos.calibration.cases;

import chaos.api.calibration.RigException;
import chaos.api.impairment.Impairment;
import java.time.Duration;

/** One setting of a case. */
public interface Trial {

    /** What is set. */
    Impairment impairment();

    /** How long it will take about. */
    Duration expected();

    /**
     * Sets, sends and looks.
     *
     * @throws CannotHoldException if the plane cannot hold the impairment; the run goes on
     * @throws LinkException if the link is not as the run needs it; ends the run
     * @throws RigException if the rig failed; ends the run
     */
    Answer run(Bench bench) throws CannotHoldException, LinkException, RigException, InterruptedException;
}
