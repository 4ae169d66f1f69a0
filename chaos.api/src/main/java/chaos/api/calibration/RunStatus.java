package chaos.api.calibration;

import java.util.List;
import java.util.Locale;

/**
 * How a calibration run is.
 *
 * @param id which run
 * @param state whether it goes on
 * @param progress 0.0 to 1.0
 * @param results what was answered so far
 * @param detail why it ended, for people
 */
public record RunStatus(String id, State state, double progress, List<CaseResult> results, String detail) {

    /** Whether a run goes on. */
    public enum State {
        /** It goes on. */
        RUNNING,
        /** It ended by itself. */
        DONE,
        /** Somebody ended it. */
        CANCELLED,
        /** It could not go on. */
        FAILED;

        /** The word of the wire contract. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A status; the list is copied. */
    public RunStatus {
        results = List.copyOf(results);
    }
}
