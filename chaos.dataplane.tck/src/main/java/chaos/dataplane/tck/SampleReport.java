package chaos.dataplane.tck;

import chaos.api.calibration.Bands;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Environment;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.Findings;
import chaos.api.calibration.Floor;
import chaos.api.calibration.Plot;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.Question;
import chaos.api.calibration.Report;
import chaos.api.calibration.RigDescription;
import chaos.api.calibration.RunRequest;
import chaos.api.calibration.RunStatus;
import chaos.api.calibration.Setting;
import chaos.api.calibration.Subject;
import chaos.api.calibration.ToleranceBand;
import chaos.api.calibration.Verdict;
import chaos.api.dataplane.PlaneName;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A small report with every verdict and every kind of plot, for tests of whatever shows reports. */
public final class SampleReport {

    private static final Impairment LATENCY = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));

    private SampleReport() {}

    /** A latency that passes, a loss that fails and a neutral case that could not be evaluated. */
    public static List<CaseResult> results() {
        return List.of(
                result(
                        subject("T-LAT-const", "mean one-way delay"),
                        new ToleranceBand(39_990_000, 40_010_000, "ns"),
                        Optional.of(new Estimate(40_002_000, 40_001_000, 40_003_000, 2000, 0.999)),
                        Verdict.PASS),
                result(
                        subject("T-LOSS-pp", "loss share"),
                        new ToleranceBand(0.9, 1.1, "percentage points"),
                        Optional.of(new Estimate(1.5, 1.3, 1.7, 107_158, 0.999)),
                        Verdict.FAIL),
                result(
                        subject("T-NEUTRAL", "p99 above the floor"),
                        new ToleranceBand(Double.NEGATIVE_INFINITY, 50_000, "ns"),
                        Optional.empty(),
                        Verdict.NOT_EVALUATED));
    }

    /** A report of them. */
    public static Report of(RunRequest request) {
        return new Report(
                Instant.ofEpochSecond(1_763_718_000),
                Duration.ofSeconds(61),
                request,
                new Environment(
                        new PlaneName("packet"), "6.1.0-18-amd64", "x86_64, 2 processors", Map.of("version", "0.1.0")),
                new RigDescription("wire", true, Map.of("clock", "one for both ends"), List.of("no NIC is in it")),
                Optional.of(new Floor(
                        new Estimate(31_000, 30_500, 31_500, 10_000, 0.999),
                        Duration.ofNanos(33_000),
                        Duration.ofNanos(90_000),
                        Duration.ofNanos(800),
                        5,
                        0)),
                new Findings(
                        results(),
                        List.of(histogram(), line()),
                        0.003,
                        List.of("the shape of the latency"),
                        List.of("the machine was busy")));
    }

    /** A run of it that is done. */
    public static RunStatus done(String id, RunRequest request) {
        return new RunStatus(
                id,
                RunStatus.State.DONE,
                1,
                Optional.empty(),
                "done",
                results(),
                Optional.of(of(request)),
                Optional.empty());
    }

    /** A run after so many results. */
    public static RunStatus running(String id, int results) {
        return new RunStatus(
                id,
                RunStatus.State.RUNNING,
                results / 4.0,
                Optional.of(Duration.ofSeconds(40 - 10L * results)),
                "case " + (results + 1) + " of 4",
                results().subList(0, results),
                Optional.empty(),
                Optional.empty());
    }

    private static Subject subject(String name, String quantity) {
        return new Subject(new CaseName(name), Direction.PORT1, quantity, Question.PLANE_AGAINST_MODEL);
    }

    private static CaseResult result(
            Subject subject, ToleranceBand band, Optional<Estimate> measured, Verdict verdict) {
        var train = new ProbeTrain(2000, 64, 1000, 7);
        return new CaseResult(
                subject,
                new Setting(LATENCY, List.of(train)),
                new Bands(band, Optional.empty()),
                1200,
                measured,
                verdict,
                "because the script says so",
                List.of());
    }

    private static Plot histogram() {
        var measured = IntStream.range(0, 20).mapToObj(i -> new Plot.Point(40_000_000 + i * 500, i % 7 / 50.0));
        var expected = IntStream.range(0, 20).mapToObj(i -> new Plot.Point(40_000_000 + i * 500, 0.05));
        return new Plot(
                subject("T-LAT-const", "one-way delay"),
                Plot.Kind.HISTOGRAM,
                "ns",
                "share",
                List.of(
                        new Plot.Series("measured", false, measured.toList()),
                        new Plot.Series("expected", true, expected.toList())));
    }

    private static Plot line() {
        var measured = IntStream.range(0, 20).mapToObj(i -> new Plot.Point(i, 5_000_000 + i % 3 * 1000));
        return new Plot(
                subject("T-RATE", "rate over time"),
                Plot.Kind.LINE,
                "s",
                "bit/s",
                List.of(new Plot.Series("measured", false, measured.toList())));
    }
}
