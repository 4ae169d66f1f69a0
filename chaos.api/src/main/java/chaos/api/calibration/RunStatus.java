package chaos.api.calibration;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a calibration run is.
 *
 * @param id which run
 * @param state whether it goes on
 * @param progress 0.0 to 1.0
 * @param left how long it will still take, as far as that can be told; empty when it has ended
 * @param detail what it does now, or why it ended, for people
 * @param results what was answered so far
 * @param report the whole of it, when it is done
 * @param comparison with the baseline, when it is done and there is one
 */
public record RunStatus(
        String id,
        State state,
        double progress,
        Optional<Duration> left,
        String detail,
        List<CaseResult> results,
        Optional<Report> report,
        Optional<Comparison> comparison) {

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
