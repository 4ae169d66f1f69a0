package chaos.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.Baseline;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.RunRequest;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calibration documents: what is written is read back, and what is refused says where. */
class CalibrationJsonTest {

    @Property(tries = 300)
    void stored_readBackIsWhatWasWritten(@ForAll long seed) {
        var stored = new Baseline.Stored(Instant.ofEpochSecond(1_763_718_000, 7), new Reports(seed).next());
        var written = StrictJson.write(StoredBaselineJson.of(stored));
        assertEquals(stored, StoredBaselineJson.read(written));
        assertArrayEquals(written, StrictJson.write(StoredBaselineJson.of(StoredBaselineJson.read(written))));
    }

    @Test
    void report_recordedOneStillMeansTheSame() throws IOException {
        try (var in = CalibrationJsonTest.class.getResourceAsStream("v1/calibration-baseline-stored.json")) {
            var stored = StoredBaselineJson.read(in.readAllBytes());
            var results = stored.report().findings().results();
            assertEquals(
                    new Estimate(40002123.5, 40001000.25, 40003000.75, 2000, 0.999),
                    results.get(0).measured().orElseThrow());
            assertEquals(Double.NEGATIVE_INFINITY, results.get(1).bands().gate().low());
            assertEquals(Instant.ofEpochSecond(1_763_718_100), stored.storedAt());
        }
    }

    @Test
    void request_ofNothingIsAQuickRunOfAllFromARandomSeed() {
        var request = read("{}").request(() -> 99);
        var expected = new RunRequest(
                LinkName.DEFAULT, Set.of(), Set.of(), Optional.empty(), RunRequest.Mode.QUICK, 99, false);
        assertEquals(expected, request);
    }

    @Test
    void request_namesWhatIsWanted() {
        var request = read("{'link':'lab','cases':['T-RATE','T-JIT','T-RATE'],'directions':['port2'],'rig':'wire',"
                        + "'mode':'full','seed':5,'save_baseline':true}")
                .request(() -> 99);
        assertEquals(Set.of(new CaseName("T-RATE"), new CaseName("T-JIT")), request.cases());
        assertEquals(Set.of(Direction.PORT2), request.directions());
        assertEquals(5, request.seed());
        assertTrue(request.keep());
        assertEquals(request, RunRequestJson.of(request).request(() -> 0));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "{'seed':-1}|/seed",
                "{'mode':'slow'}|/mode",
                "{'cases':['T-RATE','rate']}|/cases/1",
                "{'directions':['up']}|/directions/0",
                "{'link':'Ä'}|/link",
                "{'case':'T-RATE'}|/case",
                "{'seed':1.0}|/seed"
            })
    void request_isRefusedWithThePlace(String json, String field) {
        var refusal =
                assertThrows(MalformedJsonException.class, () -> read(json).request(() -> 0));
        assertEquals(field, refusal.field(), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "\"schema\": 1, \"stored_at|\"schema\": 2, \"later\": 1, \"stored_at|/schema",
                "\"verdict\": \"pass|\"verdict\": \"good|/results/0/verdict",
                "\"bytes\": 64|\"bytes\": 6|/results/0",
                "\"plane\": \"packet|\"plane\": \"Packet|/environment/plane",
                "[ 4.0E7, 1.0 ]|[ 4.0E7 ]|/plots/0/points"
            })
    void stored_isRefusedWithThePlace(String part, String wrong, String field) throws IOException {
        try (var in = CalibrationJsonTest.class.getResourceAsStream("v1/calibration-baseline-stored.json")) {
            var text = new String(in.readAllBytes(), UTF_8);
            assertTrue(text.contains(part), part);
            var refusal = assertThrows(
                    MalformedJsonException.class,
                    () -> StoredBaselineJson.read(text.replace(part, wrong).getBytes(UTF_8)));
            assertTrue(refusal.field().startsWith(field), refusal.getMessage());
        }
    }

    @Test
    void write_hasNoNumberThatJsonHasNot() {
        var document = new EstimateJson(Double.NaN, Optional.empty(), Optional.empty(), 1, 0.999);
        assertThrows(IllegalArgumentException.class, () -> StrictJson.write(document));
    }

    private static RunRequestJson read(String json) {
        return StrictJson.read(json.replace('\'', '"').getBytes(UTF_8), RunRequestJson.class);
    }
}
