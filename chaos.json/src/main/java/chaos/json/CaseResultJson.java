package chaos.json;

import chaos.api.calibration.Bands;
import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.Verdict;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * One calibration question and its answer.
 *
 * @param case_ the case, for example {@code T-LAT-const}
 * @param direction {@code port1} or {@code port2}
 * @param quantity what is judged, for example {@code mean one-way delay}
 * @param question {@code plane_against_model} or {@code intent_against_model}
 * @param parameters under which it was measured
 * @param band what must hold
 * @param goal a narrower band that no verdict rests on; absent: there is none
 * @param neededSamples how many samples the band needs at the confidence of the run; 0 where none is drawn
 * @param measured what was seen; absent: nothing could be
 * @param verdict {@code pass}, {@code fail} or {@code not_evaluated}
 * @param why a sentence for people
 * @param otherDrawings what drawings measured that do not count: disturbed, too small, or a failure that the next one
 *     did not show; absent: there is none
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CaseResultJson(
        @JsonProperty("case") String case_,
        String direction,
        String quantity,
        String question,
        ParametersJson parameters,
        BandJson band,
        Optional<BandJson> goal,
        long neededSamples,
        Optional<EstimateJson> measured,
        String verdict,
        String why,
        Optional<List<EstimateJson>> otherDrawings) {

    /** The document of a result. */
    public static CaseResultJson of(CaseResult result) {
        var subject = SubjectWords.of(result.subject());
        return new CaseResultJson(
                subject.name(),
                subject.direction(),
                subject.quantity(),
                subject.question(),
                ParametersJson.of(result.setting()),
                BandJson.of(result.bands().gate()),
                result.bands().goal().map(BandJson::of),
                result.neededSamples(),
                result.measured().filter(CaseResultJson::isNumber).map(EstimateJson::of),
                result.verdict().word(),
                result.why(),
                Optional.of(estimates(result.otherDrawings())).filter(drawings -> !drawings.isEmpty()));
    }

    private static List<EstimateJson> estimates(List<Estimate> drawings) {
        return drawings.stream()
                .filter(CaseResultJson::isNumber)
                .map(EstimateJson::of)
                .toList();
    }

    private static boolean isNumber(Estimate estimate) {
        return Double.isFinite(estimate.value()) && Double.isFinite(estimate.confidence());
    }

    /**
     * The result that the document stands for.
     *
     * @throws MalformedJsonException if a value is out of range
     */
    public CaseResult result() {
        return new CaseResult(
                new SubjectWords(case_, direction, quantity, question).subject(),
                parameters.setting(),
                new Bands(band.band(), goal.map(BandJson::band)),
                neededSamples,
                measured.map(EstimateJson::estimate),
                Choice.of("/verdict", verdict, Verdict::word, Verdict.values()),
                why,
                otherDrawings.orElse(List.of()).stream()
                        .map(EstimateJson::estimate)
                        .toList());
    }
}
