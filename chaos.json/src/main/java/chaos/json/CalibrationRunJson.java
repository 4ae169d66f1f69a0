package chaos.json;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.RunStatus;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A calibration run.
 *
 * @param id which run
 * @param state {@code running}, {@code done}, {@code cancelled} or {@code failed}
 * @param progress 0.0 to 1.0
 * @param left nanoseconds it will still take, as far as that can be told; absent: it has ended
 * @param detail what it does now, or why it ended, for people
 * @param results what was answered so far; in a stream of progress: since the event before
 * @param report the whole of it; absent: it is not done
 * @param comparison with the calibration baseline; absent: it is not done, or there is none
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CalibrationRunJson(
        String id,
        String state,
        double progress,
        Optional<Long> left,
        String detail,
        List<CaseResultJson> results,
        Optional<ReportJson> report,
        Optional<ComparisonJson> comparison) {

    /** The document of a run. */
    public static CalibrationRunJson of(RunStatus run) {
        var progress = progress(run, run.results());
        return new CalibrationRunJson(
                progress.id(),
                progress.state(),
                progress.progress(),
                progress.left(),
                progress.detail(),
                progress.results(),
                run.report().map(ReportJson::of),
                run.comparison().map(ComparisonJson::of));
    }

    /** The document of a run without its report, and of its results with these only. */
    public static CalibrationRunJson progress(RunStatus run, List<CaseResult> results) {
        return new CalibrationRunJson(
                run.id(),
                run.state().word(),
                run.progress(),
                run.left().map(Duration::toNanos),
                run.detail(),
                results.stream().map(CaseResultJson::of).toList(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether it goes on. */
    public boolean isRunning() {
        return state.equals(RunStatus.State.RUNNING.word());
    }
}
