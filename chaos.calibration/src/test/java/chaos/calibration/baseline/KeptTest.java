package chaos.calibration.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.api.calibration.Baseline;
import chaos.api.calibration.Environment;
import chaos.api.calibration.Findings;
import chaos.api.calibration.Report;
import chaos.api.dataplane.PlaneName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptTest {

    private static final Report REPORT = BaselineStoreTest.report(1);
    private static final Baseline.Stored STORED = new Baseline.Stored(Instant.parse("2026-11-20T23:59:59Z"), REPORT);

    @Test
    void theFirst_replacesNothing() {
        var kept = Kept.inPlaceOf(Optional.empty(), REPORT);
        assertEquals(new Kept("stored as the calibration baseline", List.of()), kept);
    }

    @Test
    void fewResults_sayHowManyTheyReplace() {
        var kept = Kept.inPlaceOf(Optional.of(STORED), on(REPORT.environment().plane(), 1));
        assertEquals(
                "stored as the calibration baseline; it replaces a baseline of 3 results on the packet plane, wire rig,"
                        + " of 2026-11-20, by one of 1",
                kept.sentence());
        assertEquals(
                List.of("this report replaces a baseline of 3 results on the packet plane, wire rig, of 2026-11-20,"
                        + " by one of 1"),
                kept.warnings());
    }

    @Test
    void anotherPlane_isNamed() {
        var kept = Kept.inPlaceOf(Optional.of(STORED), on(new PlaneName("netlink"), 3));
        assertEquals(
                "stored as the calibration baseline; it replaces a baseline of 3 results on the packet plane, wire rig,"
                        + " of 2026-11-20, by one of 3 on the netlink plane, wire rig",
                kept.sentence());
    }

    private static Report on(PlaneName plane, int results) {
        var here = REPORT.environment();
        var found = REPORT.findings();
        return new Report(
                REPORT.startedAt(),
                REPORT.took(),
                REPORT.request(),
                new Environment(plane, here.kernel(), here.hardware(), here.facts()),
                REPORT.rig(),
                REPORT.floor(),
                new Findings(
                        found.results().subList(0, results),
                        found.plots(),
                        found.falseAlarms(),
                        found.unverifiable(),
                        found.warnings()));
    }
}
