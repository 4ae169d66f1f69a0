package chaos.json;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.RunStatus;
import chaos.api.calibration.Verdict;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A calibration run in short.
 *
 * @param id which run
 * @param state {@code running}, {@code done}, {@code cancelled} or {@code failed}
 * @param progress 0.0 to 1.0
 * @param detail what it does now, or why it ended, for people
 * @param passed how many results hold their band
 * @param failed how many do not
 * @param notEvaluated how many the data cannot tell
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RunSummaryJson(
        String id, String state, double progress, String detail, long passed, long failed, long notEvaluated) {

    static RunSummaryJson of(RunStatus run) {
        return new RunSummaryJson(
                run.id(),
                run.state().word(),
                run.progress(),
                run.detail(),
                count(run, Verdict.PASS),
                count(run, Verdict.FAIL),
                count(run, Verdict.NOT_EVALUATED));
    }

    private static long count(RunStatus run, Verdict verdict) {
        return run.results().stream()
                .map(CaseResult::verdict)
                .filter(verdict::equals)
                .count();
    }
}
