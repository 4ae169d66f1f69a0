package chaos.calibration.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.Comparison;
import chaos.api.calibration.Environment;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.Findings;
import chaos.api.calibration.Report;
import chaos.api.calibration.RigDescription;
import chaos.api.calibration.RunRequest;
import chaos.api.calibration.ToleranceBand;
import chaos.api.link.LinkName;
import chaos.dataplane.tck.SampleReport;
import chaos.json.ReportJson;
import chaos.json.StrictJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPageTest {

    private static final Report REPORT = SampleReport.of(new RunRequest(
            LinkName.DEFAULT, Set.of(), Set.of(), Optional.of("wire"), RunRequest.Mode.QUICK, 4711, true));

    @Test
    void of_isWholeAndLoadsNothing() {
        var page = ReportPage.of(REPORT, Optional.empty());
        assertTrue(page.startsWith("<!doctype html>"));
        assertTrue(page.contains("Chart.js v4.5.1"), "the library is in it");
        assertFalse(Pattern.compile("<(link|img|iframe|script[^>]* src=)")
                .matcher(page)
                .find());
        assertFalse(page.contains("sourceMappingURL"), "no map is looked for");
        assertEquals(3, count(page, "<section"));
        assertEquals(1, count(page, "<section class=\"failed\""));
        assertEquals(3, count(page, "<canvas data-chart="));
        assertEquals(1, count(page, "<canvas data-plot=\"0\""));
    }

    @Test
    void of_saysWhatAReaderMustKnow() {
        var page = text(ReportPage.of(REPORT, Optional.empty()));
        for (var words : List.of(
                "✓ 1 pass",
                "✗ 1 fail",
                "? 1 not evaluated",
                "What failed T-LOSS-pp port1: loss share 1.5 percentage points, interval 1.3 percentage points to 1.7"
                        + " percentage points; the band is 0.9 percentage points to 1.1 percentage points.",
                "the machine was busy",
                "kernel 6.1.0-18-amd64",
                "hardware x86_64, 2 processors",
                "seed 4711",
                "median 31 µs (30.5 µs to 31.5 µs), mean 33 µs, p99 90 µs; 0 of 10,000 lost",
                "samples of a result 2,000 to 107,158",
                "confidence of intervals 99.9 %",
                "if all is exactly as it should be 0.003",
                "What could not be verified the shape of the latency",
                "What this rig cannot show no NIC is in it",
                "40.002 ms 40.001 ms to 40.003 ms at 99.9 %",
                "at most 50 µs")) {
            assertTrue(page.contains(words), () -> words + " is not in " + page);
        }
        assertFalse(page.contains("proves the harness"));
    }

    @Test
    void of_aRigThatMeasuresNoPacketsSaysSo() {
        var model = new Report(
                REPORT.startedAt(),
                REPORT.took(),
                REPORT.request(),
                REPORT.environment(),
                new RigDescription("model", false, Map.of(), List.of()),
                Optional.empty(),
                REPORT.findings());
        assertTrue(text(ReportPage.of(model, Optional.empty()))
                .contains("This run proves the harness and the model, not the accuracy of this machine"));
    }

    @Test
    void of_showsDriftBesideTheBaseline() {
        var subject = SampleReport.results().get(0).subject();
        var before = new Estimate(40_000_000, 39_999_000, 40_000_500, 100, 0.999);
        var now = new Estimate(40_002_000, 40_001_000, 40_003_000, 100, 0.999);
        var page = text(ReportPage.of(
                REPORT,
                Optional.of(new Comparison(
                        Instant.ofEpochSecond(0),
                        2,
                        List.of(new Comparison.Drift(subject, before, now, "ns")),
                        List.of("another kernel")))));
        assertTrue(page.contains("2 results compared with the baseline of 1970-01-01T00:00:00Z, 1 drifted."), page);
        assertTrue(page.contains("T-LAT-const port1: mean one-way delay: 40 ms (39.999 ms to 40.0005 ms) then"), page);
        assertTrue(page.contains("another kernel"));
    }

    @Test
    void of_escapesWhateverComesFromOutside() {
        var evil = "</script><script>alert(1)</script><b onclick='x'>&";
        var report = new Report(
                REPORT.startedAt(),
                REPORT.took(),
                REPORT.request(),
                new Environment(REPORT.environment().plane(), evil, evil, Map.of(evil, evil)),
                new RigDescription(evil, false, Map.of(evil, evil), List.of(evil)),
                REPORT.floor(),
                new Findings(REPORT.findings().results(), List.of(), 0, List.of(evil), List.of(evil)));
        var page = ReportPage.of(report, Optional.empty());
        assertFalse(page.contains("alert(1)</script>"));
        assertFalse(page.contains("<b onclick"));
        assertEquals(4, count(page, "</script>"));
        var json = page.substring(page.indexOf("id=\"report\">") + 12);
        var document = json.substring(0, json.indexOf("</script>")).getBytes(UTF_8);
        assertEquals(report, StrictJson.read(document, ReportJson.class).report(), "the report is in it, every digit");
    }

    @ParameterizedTest
    @CsvSource({
        "1.23456789, ns, 1.23457 ns",
        "999.9, ns, 999.9 ns",
        "-10000, ns, -10 µs",
        "40002123.5, ns, 40.0021 ms",
        "2500000000, ns, 2.5 s",
        "0, ns, 0 ns",
        "9995060, bit/s, 9.99506 Mbit/s",
        "512000, bit/s, 512000 bit/s",
        "107158, packets, 107158 packets",
        "0.1, percentage points, 0.1 percentage points"
    })
    void figures_haveSixDigits(double value, String unit, String text) {
        assertEquals(text, Figures.of(value, unit));
    }

    @Test
    void figures_sayBandsInWords() {
        assertEquals("exactly 0 packets", Figures.band(new ToleranceBand(0, 0, "packets")));
        assertEquals("at least 5 %", Figures.band(new ToleranceBand(5, Double.POSITIVE_INFINITY, "%")));
    }

    private static int count(String page, String part) {
        return page.split(Pattern.quote(part), -1).length - 1;
    }

    /** What a person reads, in one line. */
    private static String text(String page) {
        return page.replaceAll("(?s)<(script|style).*?</\\1>", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&quot;", "\"")
                .replaceAll("\\s+", " ");
    }
}
