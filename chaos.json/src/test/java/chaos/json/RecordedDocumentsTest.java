package chaos.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents as they were written by the releases of version 1: they stay readable, and nothing in them gets lost. */
class RecordedDocumentsTest {

    static Stream<Arguments> recorded() {
        return Stream.of(
                arguments("impairment", ImpairmentJson.class),
                arguments("impairment-none", ImpairmentJson.class),
                arguments("impairment-stochastic", ImpairmentJson.class),
                arguments("outcome", OutcomeJson.class),
                arguments("system", SystemJson.class),
                arguments("system-no-plane", SystemJson.class),
                arguments("link", LinkJson.class),
                arguments("planes", PlanesJson.class),
                arguments("plane-choice", PlaneChoiceJson.class),
                arguments("swap", SwapJson.class),
                arguments("preview-request", PreviewRequestJson.class),
                arguments("preview", PreviewJson.class),
                arguments("stats", StatsJson.class),
                arguments("stats-times", StatsJson.class),
                arguments("outcome-in-order", OutcomeJson.class),
                arguments("event-late", EventJson.class),
                arguments("distributions", TablesJson.class),
                arguments("distribution", WholeTableJson.class),
                arguments("distribution-entries", TableEntriesJson.class),
                arguments("distribution-stored", TableJson.class),
                arguments("distribution-deleted", DeletedTableJson.class),
                arguments("fit", FitJson.class),
                arguments("health", HealthJson.class),
                arguments("system-warned", SystemJson.class),
                arguments("event-applied", EventJson.class),
                arguments("event-plane", EventJson.class),
                arguments("problem-field", ProblemJson.class),
                arguments("problem-refusals", ProblemJson.class),
                arguments("problem-diverged", ProblemJson.class));
    }

    static Stream<Arguments> calibration() {
        return Stream.of(
                arguments("run-request", RunRequestJson.class),
                arguments("run-request-none", RunRequestJson.class),
                arguments("run", CalibrationRunJson.class),
                arguments("run-done", CalibrationRunJson.class),
                arguments("runs", RunListJson.class),
                arguments("cases", CaseListJson.class),
                arguments("calibration-baseline", BaselineJson.class),
                arguments("calibration-baseline-none", BaselineJson.class),
                arguments("calibration-baseline-stored", StoredBaselineJson.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"recorded", "calibration"})
    void read_understandsAllOfIt(String name, Class<? extends Record> type) {
        var recorded = resource("v1/" + name + ".json");
        var document = StrictJson.read(recorded, type);
        assertEquals(JsonText.parse(recorded), JsonText.parse(StrictJson.write(document)));
        assertArrayEquals(StrictJson.write(document), StrictJson.write(StrictJson.readAnswer(recorded, type)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impairments")
    void impairments_stillMeanTheSame(String name, String fields) {
        var impairment = StrictJson.read(resource("v1/" + name + ".json"), ImpairmentJson.class)
                .impairment();
        assertEquals(fields, String.join(" ", impairment.fields().keySet()));
    }

    static Stream<Arguments> impairments() {
        return Stream.of(
                arguments("impairment-none", ""),
                arguments(
                        "impairment",
                        "/corruption/correlation /corruption/pct /duplication/correlation /duplication/pct"
                                + " /latency/duration /latency/kind /loss/correlation /loss/model /loss/pct"
                                + " /queue/limit_packets /rate/bits_per_second /rate/burst_bytes"
                                + " /rate/packet_overhead /reordering/correlation /reordering/gap /reordering/pct"
                                + " /seed"));
    }

    private static byte[] resource(String name) {
        try (var in = RecordedDocumentsTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
