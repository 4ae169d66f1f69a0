package chaos.calibration.cases;

import chaos.api.calibration.Bands;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.Question;
import chaos.api.calibration.ToleranceBand;
import java.util.Optional;

/**
 * What one case found for one quantity, before there is a verdict.
 *
 * @param quantity what is judged
 * @param question which question it answers
 * @param bands what must hold
 * @param needed how many samples the band needs; 0 where none is drawn
 * @param measured what was seen
 * @param doubt why the data cannot tell; empty if they can
 * @param certain whether what is exactly as it should be never fails, because nothing about it is drawn: one failure
 *     counts then, and another drawing cannot take it back
 */
public record Finding(
        String quantity,
        Question question,
        Bands bands,
        long needed,
        Optional<Estimate> measured,
        Optional<String> doubt,
        boolean certain) {

    /** Of the plane, measured. */
    static Finding plane(String quantity, ToleranceBand gate, long needed, Estimate measured) {
        return new Finding(
                quantity,
                Question.PLANE_AGAINST_MODEL,
                new Bands(gate, Optional.empty()),
                needed,
                Optional.of(measured),
                Optional.empty(),
                false);
    }

    /** Of the model, computed. */
    static Finding intent(String quantity, ToleranceBand gate, Estimate predicted) {
        return new Finding(
                quantity,
                Question.INTENT_AGAINST_MODEL,
                new Bands(gate, Optional.empty()),
                0,
                Optional.of(predicted),
                Optional.empty(),
                true);
    }

    /** Of the plane, where there is nothing to measure. */
    static Finding nothing(String quantity, ToleranceBand gate, long needed, String doubt) {
        return new Finding(
                quantity,
                Question.PLANE_AGAINST_MODEL,
                new Bands(gate, Optional.empty()),
                needed,
                Optional.empty(),
                Optional.of(doubt),
                false);
    }

    /** The same with a goal. */
    Finding goal(ToleranceBand goal) {
        var both = new Bands(bands.gate(), Optional.of(goal));
        return new Finding(quantity, question, both, needed, measured, doubt, certain);
    }

    /** The same of something that is not drawn: what must not happen, or a number of packets that is prescribed. */
    Finding asCertain() {
        return new Finding(quantity, question, bands, needed, measured, doubt, true);
    }

    /** The same with a doubt, where there is one. */
    Finding doubted(Optional<String> why) {
        return new Finding(quantity, question, bands, needed, measured, doubt.or(() -> why), certain);
    }
}
