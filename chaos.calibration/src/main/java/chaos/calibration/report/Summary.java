package chaos.calibration.report;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Comparison;
import chaos.api.calibration.Report;
import chaos.api.calibration.Verdict;
import java.util.List;
import java.util.Optional;

/** The head of the page: what came out, what failed and why, and what must be known before anything is believed. */
final class Summary {

    private static final int SEEN = 5;

    private Summary() {}

    static void write(Markup page, Report report, Optional<Comparison> comparison) {
        page.raw("<header>\n").element("h1", "CHAOS calibration");
        page.element("p class=\"about\"", about(report));
        counts(page, report.findings().results());
        if (!report.rig().provesAccuracy()) {
            page.element(
                    "p class=\"banner\" role=\"note\"",
                    "This run proves the harness and the model, not the accuracy of this machine: the rig \""
                            + report.rig().name() + "\" measures no real packets.");
        }
        page.element(
                "p class=\"about\"",
                "A result passes if its measured value lies in the band and rests on as many samples as the band needs"
                        + " at the confidence stated; with fewer, or if anything disturbed it, it is not evaluated."
                        + " \"Plane against model\" asks whether packets see what the model predicts,"
                        + " \"intent against model\" whether the model predicts what was asked for.");
        failures(page, report.findings().results());
        unanswered(page, report.findings().results());
        if (!report.findings().warnings().isEmpty()) {
            page.element("h2", "To be known first");
            folded(page, report.findings().warnings());
        }
        comparison.ifPresent(each -> comparison(page, each));
        page.raw("</header>\n");
    }

    private static String about(Report report) {
        return "Link " + report.request().link() + " on the plane "
                + report.environment().plane() + ", measured by the rig "
                + report.rig().name() + " in " + report.took().toSeconds() + " s, started " + report.startedAt() + ", "
                + report.request().mode().word() + " form";
    }

    private static void counts(Markup page, List<CaseResult> results) {
        page.raw("<ul class=\"counts\">\n");
        for (var verdict : Verdict.values()) {
            long count =
                    results.stream().filter(each -> each.verdict() == verdict).count();
            page.raw("<li class=\"" + verdict.word() + "\"><span aria-hidden=\"true\">" + Labels.sign(verdict)
                    + "</span> <b>" + count + "</b> " + Labels.of(verdict) + "</li>\n");
        }
        page.raw("</ul>\n");
    }

    private static void failures(Markup page, List<CaseResult> results) {
        var failed =
                results.stream().filter(each -> each.verdict() == Verdict.FAIL).toList();
        if (failed.isEmpty()) {
            page.element("p", "Nothing failed.");
            return;
        }
        page.element("h2", "What failed").raw("<ol class=\"failures\">\n");
        for (var result : failed) {
            var unit = result.bands().gate().unit();
            page.raw("<li>")
                    .element("b", Labels.of(result.subject()))
                    .text(result.measured()
                            .map(each -> Figures.of(each.value(), unit) + ", interval " + Figures.interval(each, unit))
                            .orElse("nothing could be measured"))
                    .text("; the band is " + Figures.band(result.bands().gate()) + ". " + result.why())
                    .raw("</li>\n");
        }
        page.raw("</ol>\n");
    }

    private static void unanswered(Markup page, List<CaseResult> results) {
        var open = results.stream()
                .filter(each -> each.verdict() == Verdict.NOT_EVALUATED)
                .map(each -> Labels.of(each.subject()) + ": " + each.why())
                .toList();
        if (!open.isEmpty()) {
            page.element("h2", "What was not evaluated");
            folded(page, open);
        }
    }

    /** The first few are seen at once, the others when somebody wants them; on paper, all. */
    private static void folded(Markup page, List<String> sentences) {
        page.list(sentences.subList(0, Math.min(SEEN, sentences.size())));
        if (sentences.size() > SEEN) {
            page.raw("<details>").element("summary", (sentences.size() - SEEN) + " more");
            page.list(sentences.subList(SEEN, sentences.size())).raw("</details>\n");
        }
    }

    private static void comparison(Markup page, Comparison comparison) {
        page.element("h2", "Beside the calibration baseline");
        page.element(
                "p",
                comparison.compared() + " results compared with the baseline of " + comparison.baselineStoredAt() + ", "
                        + comparison.drifts().size() + " drifted.");
        page.list(comparison.drifts().stream()
                .map(drift -> Labels.of(drift.subject()) + ": "
                        + Figures.of(drift.before().value(), drift.unit()) + " ("
                        + Figures.interval(drift.before(), drift.unit())
                        + ") then, " + Figures.of(drift.now().value(), drift.unit()) + " ("
                        + Figures.interval(drift.now(), drift.unit()) + ") now")
                .toList());
        page.list(comparison.warnings());
    }
}
