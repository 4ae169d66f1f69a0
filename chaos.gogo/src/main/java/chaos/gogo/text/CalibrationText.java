package chaos.gogo.text;

import chaos.api.calibration.Question;
import chaos.api.calibration.ToleranceBand;
import chaos.api.calibration.Verdict;
import chaos.json.BaselineJson;
import chaos.json.CalibrationRunJson;
import chaos.json.CaseListJson;
import chaos.json.CaseResultJson;
import chaos.json.ComparisonJson;
import chaos.json.EstimateJson;
import chaos.json.ReportJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Calibration for people. */
public final class CalibrationText {

    private static final int BAR = 20;
    private static final int WARNINGS = 5;
    private static final double MEGA = 1e6;
    private static final long SECOND = 1_000_000_000;

    private CalibrationText() {}

    /** The cases. */
    public static List<String> cases(CaseListJson cases) {
        var table = new Table(false).row(List.of("CASE", "PROMISED", "WHAT IT ASKS"));
        cases.cases().forEach(each -> table.row(List.of(each.case_(), each.canonical() ? "yes" : "", each.what())));
        return table.lines();
    }

    /** The calibration baseline. */
    public static List<String> baseline(BaselineJson baseline) {
        var lines = new ArrayList<String>();
        if (baseline.report().isEmpty() && baseline.warnings().isEmpty()) {
            lines.add("no calibration baseline is stored; chaos calibrate --save-baseline stores one");
        }
        baseline.report().ifPresent(report -> {
            lines.addAll(table(report.results()));
            lines.add("stored " + moment(baseline.storedAt().orElse(report.startedAt())) + " on "
                    + report.environment().hardware());
            lines.add("kernel " + report.environment().kernel());
            lines.add(summary(report.results()) + "; " + made(report));
        });
        baseline.warnings().forEach(warning -> lines.add("warning: " + warning));
        return lines;
    }

    /** A run that is done. */
    public static List<String> results(CalibrationRunJson run) {
        var lines = new ArrayList<>(table(run.results()));
        run.results().stream()
                .filter(result -> !result.verdict().equals(Verdict.PASS.word()))
                .forEach(result -> lines.add(name(result) + ": " + word(result.verdict()) + ": " + result.why()));
        run.report().ifPresent(report -> {
            warnings(lines, report.warnings());
            if (!report.rig().provesAccuracy()) {
                lines.add("this proves the harness and the model, not the accuracy of this machine: the rig "
                        + report.rig().name() + " measures no real packets");
            }
        });
        lines.add(summary(run.results())
                + run.report().map(report -> "; " + made(report)).orElse(""));
        return lines;
    }

    /** What became of a report that was to be the calibration baseline: what follows the counts of its verdicts. */
    public static String kept(CalibrationRunJson run) {
        return run.detail().substring(run.detail().indexOf("; ") + 1).strip();
    }

    private static void warnings(List<String> lines, List<String> warnings) {
        warnings.stream().limit(WARNINGS).forEach(warning -> lines.add("warning: " + warning));
        if (warnings.size() > WARNINGS) {
            lines.add("warning: … and " + (warnings.size() - WARNINGS) + " more, which --report and --json show");
        }
    }

    /** A run beside the calibration baseline. */
    public static List<String> comparison(ComparisonJson comparison) {
        var lines = new ArrayList<String>();
        comparison.warnings().forEach(warning -> lines.add("warning: " + warning));
        for (var drift : comparison.drifts()) {
            lines.add("drift: " + drift.case_() + " " + drift.direction() + " " + drift.quantity() + ": "
                    + told(drift.before(), drift.unit()) + " then, " + told(drift.now(), drift.unit()) + " now");
        }
        lines.add(comparison.compared() + " results compared with the calibration baseline of "
                + moment(comparison.baselineStoredAt()) + ", "
                + comparison.drifts().size() + " drifted");
        return lines;
    }

    /** How far a run is, on one line. */
    public static String progress(CalibrationRunJson run) {
        int done = (int) Math.round(Math.max(0, Math.min(1, run.progress())) * BAR);
        var left = run.left()
                .map(nanos -> ", " + (nanos + SECOND - 1) / SECOND + " s left")
                .orElse("");
        return "[" + "#".repeat(done) + ".".repeat(BAR - done) + "] " + run.detail() + left;
    }

    /** What was just answered, on one line. */
    public static String progress(CalibrationRunJson run, CaseResultJson result) {
        return String.format(java.util.Locale.ROOT, "%3.0f %% ", 100 * run.progress()) + name(result) + ": "
                + word(result.verdict());
    }

    private static List<String> table(List<CaseResultJson> results) {
        var table = new Table(false)
                .row(List.of("CASE", "DIRECTION", "QUANTITY", "SENT", "BAND", "MEASURED", "", "VERDICT"));
        results.forEach(result -> table.row(List.of(
                result.case_(),
                result.direction(),
                quantity(result),
                sent(result),
                band(result.band().band()),
                result.measured()
                        .map(estimate -> told(estimate, result.band().unit()))
                        .orElse(""),
                BandBar.of(result.band().band(), result.measured()),
                word(result.verdict()))));
        return table.lines();
    }

    /** The same quantity may be asked twice: of the plane, and of the model. */
    private static String quantity(CaseResultJson result) {
        boolean intent = result.question().equals(Question.INTENT_AGAINST_MODEL.word());
        return result.quantity() + (intent ? " (intent)" : "");
    }

    private static String sent(CaseResultJson result) {
        return result.parameters().trains().stream()
                .reduce((earlier, judged) -> judged)
                .map(train ->
                        train.count() + " x " + train.bytes() + "B " + Figures.number(train.packetsPerSecond()) + "/s")
                .orElse("");
    }

    private static String band(ToleranceBand band) {
        if (Double.isInfinite(band.low())) {
            return "<= " + figure(band.high(), band.unit());
        }
        if (Double.isInfinite(band.high())) {
            return ">= " + figure(band.low(), band.unit());
        }
        return figure(band.low(), band.unit()) + " .. " + figure(band.high(), band.unit());
    }

    private static String told(EstimateJson estimate, String unit) {
        return figure(estimate.value(), unit) + " ("
                + estimate.low().map(low -> figure(low, unit)).orElse("") + " .. "
                + estimate.high().map(high -> figure(high, unit)).orElse("") + ")";
    }

    private static String figure(double value, String unit) {
        if (unit.equals("ns")) {
            return Figures.precise(value);
        }
        if (unit.equals("bit/s") && Math.abs(value) >= MEGA) {
            return Figures.precise(value / MEGA, "Mbit/s");
        }
        boolean percent = unit.equals("percentage points") || unit.equals("%");
        return (Figures.number(value) + (percent ? "%" : " " + unit)).strip();
    }

    private static String name(CaseResultJson result) {
        return result.case_() + " " + result.direction() + " " + quantity(result);
    }

    private static String word(String verdict) {
        return verdict.replace('_', ' ');
    }

    private static String summary(List<CaseResultJson> results) {
        return count(results, Verdict.PASS) + " passed, " + count(results, Verdict.FAIL) + " failed, "
                + count(results, Verdict.NOT_EVALUATED) + " not evaluated";
    }

    private static long count(List<CaseResultJson> results, Verdict verdict) {
        return results.stream()
                .filter(result -> result.verdict().equals(verdict.word()))
                .count();
    }

    private static String made(ReportJson report) {
        return "plane " + report.environment().plane() + ", rig " + report.rig().name() + ", "
                + (report.took() + SECOND / 2) / SECOND + " s"
                + report.request().seed().map(seed -> ", seed " + seed).orElse("");
    }

    private static Instant moment(long nanos) {
        return Instant.ofEpochSecond(0, nanos).truncatedTo(ChronoUnit.SECONDS);
    }
}
