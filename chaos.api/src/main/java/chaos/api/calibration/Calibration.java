package chaos.api.calibration;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Calibration runs and the calibration baseline. One run at a time. All methods may be called from any thread. */
@ProviderType
public interface Calibration {

    /** The cases that there are, in the order in which they run. */
    List<CaseDescription> cases();

    /**
     * Starts a run.
     *
     * @throws CalibrationException if it cannot be had
     */
    RunStatus start(RunRequest request) throws CalibrationException;

    /** How a run is; empty if there is none of that id. The last runs are kept until the daemon ends. */
    Optional<RunStatus> run(String id);

    /** The runs that are kept, the newest first. */
    List<RunStatus> runs();

    /** Ends a run and leaves the link as it was found; how it is then, empty if there is none of that id. */
    Optional<RunStatus> cancel(String id);

    /** The report of a run that is done as one self-contained HTML page; empty if there is none. */
    Optional<String> page(String id);

    /** The calibration baseline. */
    Baseline baseline();

    /** Tells each change of any run from now on, until the answer is closed. The listener must not block. */
    Watch watch(Consumer<RunStatus> listener);

    /** A listener's registration. */
    interface Watch extends AutoCloseable {

        /** Ends it. */
        @Override
        void close();
    }
}
