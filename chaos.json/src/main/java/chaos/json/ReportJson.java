package chaos.json;

import chaos.api.calibration.Findings;
import chaos.api.calibration.Report;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A calibration run that is done, whole.
 *
 * @param schema version of this document: 1
 * @param startedAt nanoseconds since the Unix epoch
 * @param took nanoseconds
 * @param request what was asked for
 * @param environment where
 * @param rig what measured
 * @param floor of the rig; absent: it has none
 * @param results each question and its answer, in the order in which they were asked
 * @param plots pictures of them
 * @param falseAlarms how many failures are to be expected if everything is exactly as it should be
 * @param unverifiable what could not be verified, a sentence each
 * @param warnings what a reader must know, a sentence each
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ReportJson(
        long schema,
        long startedAt,
        long took,
        RunRequestJson request,
        EnvironmentJson environment,
        RigJson rig,
        Optional<FloorJson> floor,
        List<CaseResultJson> results,
        List<PlotJson> plots,
        double falseAlarms,
        List<String> unverifiable,
        List<String> warnings) {

    /** The version of the document that this writes and reads. */
    public static final long SCHEMA = 1;

    /** The document of a report. */
    public static ReportJson of(Report report) {
        var findings = report.findings();
        return new ReportJson(
                SCHEMA,
                Times.nanos(report.startedAt()),
                report.took().toNanos(),
                RunRequestJson.of(report.request()),
                EnvironmentJson.of(report.environment()),
                RigJson.of(report.rig()),
                report.floor().map(FloorJson::of),
                findings.results().stream().map(CaseResultJson::of).toList(),
                findings.plots().stream().map(PlotJson::of).toList(),
                findings.falseAlarms(),
                findings.unverifiable(),
                findings.warnings());
    }

    /**
     * The report that the document stands for.
     *
     * @throws MalformedJsonException if it is of another version, or a value is out of range; the pointer says which
     */
    public Report report() {
        if (schema != SCHEMA) {
            throw new MalformedJsonException("/schema", "must be " + SCHEMA + ", was " + schema);
        }
        return new Report(
                Times.moment(startedAt),
                Duration.ofNanos(took),
                within("/request", request, asked -> asked.request(() -> 0)),
                environment.environment(),
                rig.rig(),
                floor.map(FloorJson::floor),
                new Findings(
                        all("/results/", results, CaseResultJson::result),
                        all("/plots/", plots, PlotJson::plot),
                        falseAlarms,
                        unverifiable,
                        warnings));
    }

    private static <J, T> List<T> all(String pointer, List<J> documents, Function<J, T> value) {
        var values = new ArrayList<T>();
        for (var document : documents) {
            values.add(within(pointer + values.size(), document, value));
        }
        return values;
    }

    private static <J, T> T within(String pointer, J document, Function<J, T> value) {
        try {
            return value.apply(document);
        } catch (MalformedJsonException e) {
            throw MalformedJsonException.causedBy(new MalformedJsonException(pointer + e.field(), e.detail()), e);
        }
    }
}
