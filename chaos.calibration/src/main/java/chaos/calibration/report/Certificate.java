package chaos.calibration.report;

import chaos.api.calibration.CaseName;
import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Floor;
import chaos.api.calibration.Report;
import chaos.api.calibration.RunRequest;
import chaos.api.link.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a report rests on: where it was made, by what, with how many samples, and what it cannot say. */
final class Certificate {

    private Certificate() {}

    static void write(Markup page, Report report) {
        page.raw("<footer>\n").element("h2", "Certificate").raw("<dl>\n");
        asked(page, report.request());
        page.fact("started", report.startedAt().toString())
                .fact("took", report.took().toSeconds() + " s");
        var environment = report.environment();
        page.fact("plane", environment.plane().value());
        page.fact("kernel", environment.kernel());
        page.fact("hardware", environment.hardware());
        facts(page, environment.facts());
        page.fact(
                "rig",
                report.rig().name()
                        + (report.rig().provesAccuracy() ? ", measures real packets" : ", no real packets"));
        facts(page, report.rig().facts());
        report.floor().ifPresent(floor -> floor(page, floor));
        samples(page, report.findings().results());
        page.fact(
                "failures to be expected if all is exactly as it should be",
                Figures.number(report.findings().falseAlarms()));
        // What fails is drawn once more: 1 - 1/2 * 1/2.
        page.fact(
                "a plane that is exactly at the edge of a band",
                "passes three times in four; how far the true value may lie from the measured one shows the interval");
        page.raw("</dl>\n");
        page.element("h3", "What could not be verified");
        sentences(page, report.findings().unverifiable(), "Everything that was set was read back.");
        page.element("h3", "What this rig cannot show");
        sentences(page, report.rig().limits(), "Nothing is known.");
        page.raw("</footer>\n");
    }

    private static void asked(Markup page, RunRequest request) {
        page.fact("link", request.link().value());
        var cases = new TreeSet<>(request.cases().stream().map(CaseName::value).toList());
        page.fact("cases", cases.isEmpty() ? "all" : String.join(", ", cases));
        var directions =
                request.directions().stream().sorted().map(Direction::word).collect(Collectors.joining(", "));
        page.fact("directions", directions.isEmpty() ? "both" : directions);
        page.fact("form", request.mode().word());
        page.fact("seed", Long.toString(request.seed()));
    }

    private static void facts(Markup page, Map<String, String> facts) {
        new TreeMap<>(facts).forEach(page::fact);
    }

    private static void floor(Markup page, Floor floor) {
        var median = floor.median();
        page.fact(
                "the rig's own floor",
                "median " + Figures.of(median.value(), "ns") + " (" + Figures.interval(median, "ns") + "), mean "
                        + time(floor.mean()) + ", p99 "
                        + time(floor.p99())
                        + "; " + floor.lost() + " of " + Figures.count(median.samples()) + " lost");
        page.fact(
                "its repeatability",
                time(floor.repeatability()) + " between the medians of " + floor.trains() + " trains");
    }

    private static String time(Duration duration) {
        return Figures.of((double) duration.toNanos(), "ns");
    }

    private static void samples(Markup page, List<CaseResult> results) {
        var counts = results.stream()
                .flatMap(result -> result.measured().stream())
                .mapToLong(estimate -> estimate.samples())
                .summaryStatistics();
        if (counts.getCount() > 0) {
            page.fact("samples of a result", Figures.count(counts.getMin()) + " to " + Figures.count(counts.getMax()));
        }
        var confidences = results.stream()
                .flatMap(result -> result.measured().stream())
                .map(estimate -> Figures.percent(estimate.confidence()))
                .collect(Collectors.toCollection(TreeSet::new));
        page.fact("confidence of intervals", String.join(", ", confidences));
    }

    private static void sentences(Markup page, List<String> sentences, String none) {
        if (sentences.isEmpty()) {
            page.element("p", none);
        } else {
            page.list(sentences);
        }
    }
}
