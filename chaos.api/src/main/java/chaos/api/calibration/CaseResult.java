package chaos.api.calibration;

import java.util.List;
import java.util.Optional;

/**
 * One calibration question and its answer.
 *
 * @param subject what it is about
 * @param setting under which it was measured
 * @param bands what must hold
 * @param neededSamples how many samples the band needs at the confidence of the run; 0 where none is drawn
 * @param measured what was seen; empty if nothing could be
 * @param verdict the answer
 * @param why a sentence for people
 * @param otherDrawings what drawings measured that do not count, in their order: disturbed, too small, or a failure
 *     that the next one did not show
 */
public record CaseResult(
        Subject subject,
        Setting setting,
        Bands bands,
        long neededSamples,
        Optional<Estimate> measured,
        Verdict verdict,
        String why,
        List<Estimate> otherDrawings) {

    /** A result; the list is copied. */
    public CaseResult {
        otherDrawings = List.copyOf(otherDrawings);
    }
}
