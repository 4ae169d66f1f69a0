package chaos.calibration.cases;

import chaos.api.calibration.RigException;
import chaos.api.impairment.Impairment;
import java.time.Duration;
import java.util.Optional;

/** One setting of a case. */
public interface Trial {

    /** What is set. */
    Impairment impairment();

    /** How long it will take about. */
    Duration expected();

    /**
     * The same with more samples.
     *
     * @param more how many times as many
     * @param longest how long that may take
     * @return empty if more probes would tell no more, or would take longer
     */
    Optional<Trial> times(double more, Duration longest);

    /**
     * Sets, sends and looks.
     *
     * @throws CannotHoldException if the plane cannot hold the impairment; the run goes on
     * @throws LinkException if the link is not as the run needs it; ends the run
     * @throws RigException if the rig failed; ends the run
     */
    Answer run(Bench bench) throws CannotHoldException, LinkException, RigException, InterruptedException;
}
