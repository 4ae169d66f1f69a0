package chaos.api.calibration;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Calibration runs. */
@ProviderType
public interface Calibration {

    /**
     * Starts a run.
     *
     * @throws IllegalArgumentException if a case or the rig is unknown
     * @throws IllegalStateException if a run goes on already
     */
    RunStatus start(RunRequest request);

    /** How a run is; empty if there is none of that id. */
    Optional<RunStatus> run(String id);

    /** Ends a run and leaves the link as it was found. Does nothing if it has ended, or there is none of that id. */
    void cancel(String id);
}
