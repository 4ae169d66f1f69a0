package chaos.calibration.report;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Plot;
import chaos.api.calibration.Report;
import chaos.json.ImpairmentJson;
import chaos.json.StrictJson;
import java.util.List;
import java.util.stream.Collectors;

/** One case on the page: results in their bands, plots, and every number. */
final class CaseSection {

    private static final int ROW = 26;
    private static final int FRAME = 70;
    private static final List<String> COLUMNS = List.of(
            "verdict",
            "direction, quantity",
            "question",
            "set",
            "sent",
            "band",
            "goal",
            "measured",
            "interval",
            "samples, needed",
            "why");

    private CaseSection() {}

    static void write(Markup page, Report report, List<CaseResult> results, int chart) {
        var name = results.get(0).subject().name();
        page.raw("<section" + (Charts.isFailed(results) ? " class=\"failed\"" : "") + ">\n")
                .element("h2", name.value());
        canvas(
                page,
                "data-chart=\"" + chart + "\"",
                FRAME + ROW * results.size(),
                "Results of " + name + " in their bands; the table below has the numbers");
        page.raw("<div class=\"plots\">\n");
        var plots = report.findings().plots();
        for (int i = 0; i < plots.size(); i++) {
            if (plots.get(i).subject().name().equals(name)) {
                plot(page, plots.get(i), i);
            }
        }
        page.raw("</div>\n");
        table(page, results);
        page.raw("</section>\n");
    }

    private static void plot(Markup page, Plot plot, int index) {
        page.raw("<figure>\n");
        var title = plot.subject().direction() + ": " + plot.subject().quantity();
        canvas(page, "data-plot=\"" + index + "\"", 240, title);
        page.element("figcaption", title).raw("</figure>\n");
    }

    private static void canvas(Markup page, String which, int height, String label) {
        page.raw("<div class=\"plot\" style=\"height:" + height + "px\"><canvas " + which
                + " role=\"img\" aria-label=\"" + Markup.escape(label) + "\"></canvas></div>\n");
    }

    private static void table(Markup page, List<CaseResult> results) {
        page.raw("<div class=\"wide\"><table>\n<thead><tr>");
        COLUMNS.forEach(column -> page.element("th scope=\"col\"", column));
        page.raw("</tr></thead>\n<tbody>\n");
        results.forEach(result -> row(page, result));
        page.raw("</tbody></table></div>\n");
    }

    private static String others(CaseResult result, String unit) {
        return result.otherDrawings().isEmpty()
                ? ""
                : "; other drawings: "
                        + result.otherDrawings().stream()
                                .map(each -> Figures.of(each.value(), unit) + " (" + Figures.interval(each, unit) + ")")
                                .collect(Collectors.joining(", "));
    }

    private static void row(Markup page, CaseResult result) {
        var unit = result.bands().gate().unit();
        var seen = result.measured();
        page.raw("<tr class=\"" + result.verdict().word() + "\">");
        page.element("th scope=\"row\"", Labels.sign(result.verdict()) + " " + Labels.of(result.verdict()));
        page.element(
                "td", result.subject().direction() + ": " + result.subject().quantity());
        page.element("td", Labels.of(result.subject().question()));
        page.element(
                "td class=\"code\"",
                StrictJson.text(ImpairmentJson.of(result.setting().impairment())));
        page.element("td", result.setting().trains().stream().map(Labels::of).collect(Collectors.joining("; then ")));
        page.element("td", Figures.band(result.bands().gate()));
        page.element("td", result.bands().goal().map(Figures::band).orElse(""));
        page.element("td", seen.map(each -> Figures.of(each.value(), unit)).orElse(""));
        page.element(
                "td",
                seen.map(each -> Figures.interval(each, unit) + " at " + Figures.percent(each.confidence()))
                        .orElse(""));
        page.element(
                "td",
                seen.map(each -> Figures.count(each.samples())).orElse("0") + " of "
                        + Figures.count(result.neededSamples()));
        page.element("td", result.why() + others(result, unit));
        page.raw("</tr>\n");
    }
}
