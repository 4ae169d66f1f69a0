package chaos.calibration.report;

import chaos.api.calibration.CaseName;
import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Comparison;
import chaos.api.calibration.Report;
import chaos.json.ReportJson;
import chaos.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A report as one HTML page. Words and tables are in it as they are; the plots are drawn by Chart.js, which is in it as
 * well, from the report's own JSON, which is there for programs too. It loads nothing.
 */
public final class ReportPage {

    /** Where its web jar has it; bnd.bnd copies it from there. */
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    /** What is in it may run; nothing may be fetched, whoever wrote it. */
    private static final String POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
            + " img-src data:; base-uri 'none'; form-action 'none'";

    private ReportPage() {}

    /** The page of a report. */
    public static String of(Report report, Optional<Comparison> comparison) {
        var cases = cases(report);
        var page = new Markup()
                .raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .element("title", "CHAOS calibration, " + report.environment().plane() + ", " + report.startedAt())
                .raw("<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n");
        Summary.write(page, report, comparison);
        page.raw("<main>\n");
        var charts = new ArrayList<Charts.Chart>();
        for (var results : cases.values()) {
            CaseSection.write(page, report, results, charts.size());
            charts.add(Charts.of(results));
        }
        page.raw("</main>\n");
        Certificate.write(page, report);
        scripts(page, report, new Charts(charts));
        return page.raw("</body>\n</html>\n").toString();
    }

    private static Map<CaseName, List<CaseResult>> cases(Report report) {
        var cases = new LinkedHashMap<CaseName, List<CaseResult>>();
        report.findings().results().forEach(result -> cases.computeIfAbsent(
                        result.subject().name(), name -> new ArrayList<>())
                .add(result));
        return cases;
    }

    private static void scripts(Markup page, Report report, Charts charts) {
        json(page, "report", ReportJson.of(report));
        json(page, "charts", charts);
        page.raw("<script>\n" + chartJs() + "\n</script>\n");
        page.raw("<script>\n" + resource("report.js") + "</script>\n");
    }

    private static void json(Markup page, String id, Record document) {
        page.raw("<script type=\"application/json\" id=\"" + id + "\">" + Markup.script(StrictJson.text(document))
                + "</script>\n");
    }

    /** Without its last line, which would have browsers look for a map of its source. */
    private static String chartJs() {
        return resource(CHART_JS).replaceFirst("(?m)^//# sourceMappingURL=.*", "");
    }

    private static String resource(String name) {
        try (var in = ReportPage.class.getResourceAsStream(name)) {
            var bytes = Objects.requireNonNull(in, () -> "not in this bundle: " + name)
                    .readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
