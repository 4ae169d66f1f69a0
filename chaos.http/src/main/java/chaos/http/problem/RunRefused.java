package chaos.http.problem;

import chaos.api.calibration.CalibrationException;
import java.util.Optional;

/** A calibration run that cannot be had, with the place in the request that is at fault. */
public final class RunRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final CalibrationException refusal;
    private final transient Optional<String> field;

    /**
     * A refusal.
     *
     * @param field JSON pointer of what is at fault; empty: nothing in the request is
     */
    public RunRefused(CalibrationException refusal, Optional<String> field) {
        super(refusal.getMessage(), refusal);
        this.refusal = refusal;
        this.field = field;
    }

    /** {@return the failure as the client sees it} */
    Problem problem() {
        return Problem.of(refusal, field);
    }
}
