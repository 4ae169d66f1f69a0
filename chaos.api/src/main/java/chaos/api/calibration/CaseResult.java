package chaos.api.calibration;

import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import java.util.Optional;

/**
 * One calibration question and its answer.
 *
 * @param name the case
 * @param direction where it was asked
 * @param impairment what was set
 * @param train what was sent
 * @param band what must hold
 * @param measured what was seen; empty if nothing could be
 * @param verdict the answer
 * @param why a sentence for people
 */
public record CaseResult(
        CaseName name,
        Direction direction,
        Impairment impairment,
        ProbeTrain train,
        ToleranceBand band,
        Optional<Estimate> measured,
        Verdict verdict,
        String why) {}
