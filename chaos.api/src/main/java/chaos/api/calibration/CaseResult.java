package chaos.api.calibration;

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
 */
public record CaseResult(
        Subject subject,
        Setting setting,
        Bands bands,
        long neededSamples,
        Optional<Estimate> measured,
        Verdict verdict,
        String why) {}
