package chaos.calibration.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.Baseline;
import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Environment;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.Findings;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.Report;
import chaos.api.calibration.Setting;
import chaos.api.dataplane.PlaneName;
import chaos.api.impairment.Seed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparingTest {

    private static final Report REPORT = BaselineStoreTest.report(1);
    private static final Baseline.Stored STORED = new Baseline.Stored(Instant.ofEpochSecond(1), REPORT);

    @Test
    void compare_withItselfHasNoDrift() {
        var comparison = Comparing.compare(STORED, REPORT);
        assertEquals(2, comparison.compared(), "one of the three was not measured");
        assertEquals(List.of(), comparison.drifts());
        assertEquals(List.of(), comparison.warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "40003000, 40004000, 0",
        "40003001, 40004000, 1",
        "40000000, 40001000, 0",
        "40000000, 40000999, 1",
        "40001500, 40001600, 0"
    })
    void compare_namesIntervalsThatDoNotMeet(double low, double high, int drifts) {
        var now = new Estimate((low + high) / 2, low, high, 100, 0.999);
        var comparison = Comparing.compare(STORED, with(first -> replaced(first, first.setting(), now)));
        assertEquals(drifts, comparison.drifts().size());
        comparison.drifts().forEach(drift -> {
            assertEquals("T-LAT-const", drift.subject().name().value());
            assertEquals(now, drift.now());
            assertEquals(40_002_000, drift.before().value());
            assertEquals("ns", drift.unit());
        });
    }

    @Test
    void compare_passesOverSeedsButNotSizes() {
        var train = new ProbeTrain(10, 64, 1000, 99);
        assertEquals(2, comparedWith(train));
        assertEquals(1, comparedWith(new ProbeTrain(10, 65, 1000, 7)));
        assertEquals(1, comparedWith(new ProbeTrain(10, 64, 999, 7)));
    }

    private static int comparedWith(ProbeTrain train) {
        var report = with(first -> replaced(
                first,
                new Setting(first.setting().impairment().withSeed(new Seed(5)), List.of(train)),
                first.measured().orElseThrow()));
        return Comparing.compare(STORED, report).compared();
    }

    @Test
    void compare_warnsWhereNothingCanBeCompared() {
        var empty = with(List.of());
        var comparison = Comparing.compare(STORED, empty);
        assertEquals(0, comparison.compared());
        assertTrue(
                comparison.warnings().get(0).startsWith("nothing could be compared: the baseline has none"),
                comparison.warnings()::toString);
    }

    @Test
    void compare_warnsOfAnotherPlaneAndKernel() {
        var elsewhere = new Report(
                REPORT.startedAt(),
                REPORT.took(),
                REPORT.request(),
                new Environment(
                        new PlaneName("netlink"), "6.12", REPORT.environment().hardware(), Map.of()),
                REPORT.rig(),
                REPORT.floor(),
                REPORT.findings());
        var warnings = Comparing.compare(STORED, elsewhere).warnings();
        assertEquals(2, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains("another plane: packet, now netlink"), warnings.get(0));
        assertTrue(warnings.get(1).contains("another kernel"), warnings.get(1));
    }

    private static CaseResult replaced(CaseResult old, Setting setting, Estimate measured) {
        return new CaseResult(
                old.subject(),
                setting,
                old.bands(),
                old.neededSamples(),
                Optional.of(measured),
                old.verdict(),
                old.why(),
                old.otherDrawings());
    }

    private static Report with(UnaryOperator<CaseResult> change) {
        var results = new java.util.ArrayList<>(REPORT.findings().results());
        results.set(0, change.apply(results.get(0)));
        return with(results);
    }

    private static Report with(List<CaseResult> results) {
        return new Report(
                REPORT.startedAt(),
                REPORT.took(),
                REPORT.request(),
                REPORT.environment(),
                REPORT.rig(),
                REPORT.floor(),
                new Findings(results, List.of(), 0, List.of(), List.of()));
    }
}
