package chaos.calibration.report;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What the page's script draws besides the plots of the report: results in their bands, each band from -1 to 1.
 *
 * @param charts one a case
 */
public record Charts(List<Chart> charts) {

    /** Beyond this a result is drawn at the edge. */
    private static final double EDGE = 2.5;

    /**
     * The results of one case.
     *
     * @param rows from top to bottom
     */
    public record Chart(List<Row> rows) {}

    /**
     * One result in its band.
     *
     * @param label what it is about
     * @param low where the interval begins; absent: nothing was measured
     * @param high where it ends
     * @param value where the measured value is
     * @param verdict the word
     * @param told the numbers, for whoever points at it
     */
    public record Row(
            String label,
            Optional<Double> low,
            Optional<Double> high,
            Optional<Double> value,
            String verdict,
            String told) {}

    static Chart of(List<CaseResult> results) {
        return new Chart(results.stream().map(Charts::row).toList());
    }

    private static Row row(CaseResult result) {
        var gate = result.bands().gate();
        var seen = result.measured().filter(each -> Double.isFinite(each.value()));
        return new Row(
                Labels.full(result),
                seen.map(each -> edge(gate.position(each.low()))),
                seen.map(each -> edge(gate.position(each.high()))),
                seen.map(each -> edge(gate.position(each.value()))),
                result.verdict().word(),
                seen.map(each -> Figures.of(each.value(), gate.unit())).orElse("not measured") + ", "
                        + Labels.of(result.verdict()) + "; band: " + Figures.band(gate));
    }

    private static double edge(double position) {
        return Double.isNaN(position) ? 0 : Math.max(-EDGE, Math.min(EDGE, position));
    }

    /** Whether any result failed. */
    static boolean isFailed(List<CaseResult> results) {
        return results.stream().anyMatch(result -> result.verdict() == Verdict.FAIL);
    }
}
