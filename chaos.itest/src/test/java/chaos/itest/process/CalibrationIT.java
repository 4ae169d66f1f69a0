package chaos.itest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Question;
import chaos.api.calibration.Verdict;
import chaos.itest.Api;
import chaos.itest.Eventually;
import chaos.itest.process.Daemon.Start;
import chaos.json.CalibrationRunJson;
import chaos.json.CaseJson;
import chaos.json.CaseListJson;
import chaos.json.OutcomeJson;
import chaos.json.ReportJson;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calibration by real probes, from the request to the page. Whether a band holds on a shared machine is not asserted:
 * that every verdict follows from its numbers is, and that the report is whole and the link is left as it was.
 */
class CalibrationIT {

    private static final String RUNS = "/v1/calibration/runs";
    private static final List<String> CANON = List.of("T-LAT-const", "T-LOSS-pp", "T-RATE");

    @TempDir
    private Path folder;

    @Test
    @Tag("kernel")
    void packetPlane_isCalibratedInEveryCase() throws Exception {
        calibrate("packet", List.of(), List.of("port1"));
    }

    @Test
    @Tag("netem-calibration")
    void netlinkPlane_isCalibratedInTheCanon() throws Exception {
        calibrate("netlink", CANON, List.of("port1"));
    }

    private void calibrate(String plane, List<String> narrowed, List<String> directions) throws Exception {
        try (var hosts = new FarHosts();
                var daemon = start(hosts.cable(), plane).run().ready()) {
            var api = daemon.api();
            var before = api.put(Api.PORT2, Api.RATE).with(200).as(OutcomeJson.class);
            var cases = narrowed.isEmpty()
                    ? api.get("/v1/calibration/cases").with(200).as(CaseListJson.class).cases().stream()
                            .map(CaseJson::case_)
                            .toList()
                    : narrowed;
            var id = api.post(RUNS, request(narrowed, directions))
                    .with(201)
                    .as(CalibrationRunJson.class)
                    .id();
            var run = end(api, id);
            assertEquals("done", run.state(), run.detail() + daemon.log());
            assertWhole(run.report().orElseThrow(), plane, cases, directions);
            var page = api.get(RUNS + "/" + id + "/report").with(200).body();
            assertTrue(page.startsWith("<!doctype html>"), page.substring(0, 40));
            cases.forEach(name -> assertTrue(page.contains(name), name + " is in the page"));
            var after = api.get(Api.PORT2).with(200).as(OutcomeJson.class);
            assertEquals(before.impairment(), after.impairment());
            assertEquals(
                    List.of(),
                    api.get(Api.PORT1).with(200).as(OutcomeJson.class).divergences());
        }
    }

    private Start start(Cable ports, String plane) throws Exception {
        return Start.in(folder)
                .configured(
                        "state_dir = \"" + folder.resolve("state") + "\"",
                        "port1_interface = \"p1\"",
                        "port2_interface = \"p2\"",
                        "netns = \"" + ports.name() + "\"",
                        "plane = \"" + plane + "\"");
    }

    private static String request(List<String> cases, List<String> directions) {
        return "{\"mode\":\"quick\",\"seed\":1,\"rig\":\"wire\","
                + (cases.isEmpty() ? "" : "\"cases\":" + json(cases) + ',') + "\"directions\":" + json(directions)
                + '}';
    }

    private static String json(List<String> words) {
        return "[\"" + String.join("\",\"", words) + "\"]";
    }

    private static CalibrationRunJson end(Api api, String id) {
        var last = new AtomicReference<CalibrationRunJson>();
        Eventually.isTrue(() -> "the run ends, it is " + last, () -> {
            try {
                last.set(api.get(RUNS + "/" + id).with(200).as(CalibrationRunJson.class));
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
            return !last.get().isRunning();
        });
        return last.get();
    }

    private static void assertWhole(ReportJson report, String plane, List<String> cases, List<String> directions) {
        assertEquals(plane, report.environment().plane());
        assertTrue(report.rig().provesAccuracy());
        assertTrue(report.floor().orElseThrow().median().value() > 0, "the rig's floor is stated");
        for (var name : cases) {
            for (var direction : directions) {
                var results = report.results().stream()
                        .filter(result -> result.case_().equals(name)
                                && result.direction().equals(direction))
                        .toList();
                assertFalse(results.isEmpty(), name + " " + direction);
                results.forEach(result -> assertRight(result.result()));
            }
        }
    }

    /** The verdict that follows from the numbers beside it. */
    private static void assertRight(CaseResult result) {
        if (result.verdict() == Verdict.NOT_EVALUATED) {
            assertFalse(result.why().isEmpty(), result.toString());
            return;
        }
        var measured = result.measured().orElseThrow();
        assertTrue(measured.samples() >= result.neededSamples(), result.toString());
        assertTrue(measured.low() <= measured.value() && measured.value() <= measured.high(), result.toString());
        boolean within = result.bands().gate().contains(measured.value());
        assertEquals(within ? Verdict.PASS : Verdict.FAIL, result.verdict(), result.toString());
        if (result.subject().question() == Question.PLANE_AGAINST_MODEL && !within && mayFailByChance(result)) {
            assertTrue(
                    result.setting().trains().size() != 1, "what fails is drawn again, with another train: " + result);
        }
    }

    /** Where the band has no room, or is the length of a queue, one failure counts. */
    private static boolean mayFailByChance(CaseResult result) {
        var gate = result.bands().gate();
        return gate.low() < gate.high() && !result.subject().quantity().startsWith("packets held");
    }
}
