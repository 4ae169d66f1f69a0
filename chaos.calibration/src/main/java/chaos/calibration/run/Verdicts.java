package chaos.calibration.run;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.Setting;
import chaos.api.calibration.Subject;
import chaos.api.calibration.ToleranceBand;
import chaos.api.calibration.Verdict;
import chaos.calibration.cases.Finding;
import chaos.calibration.cases.Words;
import java.util.List;
import java.util.Locale;

/** From findings to verdicts: what the data cannot tell is never passed. */
final class Verdicts {

    private Verdicts() {}

    static CaseResult of(Subject subject, Setting setting, Finding finding, List<String> disturbances) {
        var answer = answer(finding, disturbances);
        return new CaseResult(
                subject,
                setting,
                finding.bands(),
                finding.needed(),
                finding.measured(),
                answer.verdict(),
                answer.why(),
                List.of());
    }

    private record Answer(Verdict verdict, String why) {}

    private static Answer answer(Finding finding, List<String> disturbances) {
        if (!disturbances.isEmpty()) {
            return new Answer(Verdict.NOT_EVALUATED, String.join("; ", disturbances));
        }
        if (finding.doubt().isPresent()) {
            return new Answer(Verdict.NOT_EVALUATED, finding.doubt().get());
        }
        return finding.measured()
                .map(measured -> answer(finding, measured))
                .orElse(new Answer(Verdict.NOT_EVALUATED, "nothing was measured"));
    }

    private static Answer answer(Finding finding, Estimate measured) {
        if (finding.needed() > measured.samples()) {
            return new Answer(
                    Verdict.NOT_EVALUATED, measured.samples() + " samples, the band needs " + finding.needed());
        }
        var gate = finding.bands().gate();
        if (gate.contains(measured.value())) {
            boolean goal = finding.bands()
                    .goal()
                    .map(band -> band.contains(measured.value()))
                    .orElse(true);
            return new Answer(Verdict.PASS, goal ? "in the band" : "in the band, not within the goal");
        }
        return new Answer(Verdict.FAIL, beyond(gate, measured.value()));
    }

    private static String beyond(ToleranceBand gate, double value) {
        double by = value > gate.high() ? value - gate.high() : gate.low() - value;
        var how = gate.unit().equals("ns")
                ? Words.nanos(by)
                : String.format(Locale.ROOT, "%.4g %s", by, gate.unit()).strip();
        return (value > gate.high() ? "above" : "below") + " the band by " + how;
    }
}
