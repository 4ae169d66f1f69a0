package chaos.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {

    static Stream<Arguments> noDocuments() {
        return Stream.of(
                arguments("", "", "is empty"),
                arguments("  \n", "", "is empty"),
                arguments("7", "", "must be an object, was 7"),
                arguments("[]", "", "must be an object, was an array"),
                arguments("null", "", "must be an object, was null"),
                arguments("{} {}", "", "more text follows at line 1, column 4"),
                arguments("{}\n]", "", "is not JSON at line 2"),
                arguments("{} x", "", "is not JSON at line 1"),
                arguments("{", "", "is not JSON at line 1"),
                arguments("{\"seed\":", "/seed", "is not JSON"),
                arguments("{\"seed\":01}", "/seed", "is not JSON"),
                arguments("{\"seed\":+1}", "/seed", "is not JSON"),
                arguments("{\"seed\":1,}", "/seed", "is not JSON"),
                arguments("{seed:1}", "", "is not JSON"),
                arguments("{'seed':1}", "", "is not JSON"),
                arguments("{\"seed\":1 /* one */}", "/seed", "is not JSON"),
                arguments("{\"seed\":NaN}", "/seed", "must be a finite number; JSON has no NaN and no infinity"),
                arguments("{\"seed\":Infinity}", "/seed", "must be a finite number"),
                arguments("\ufeff{}", "", "is not JSON"),
                arguments("{\"seed\":" + "9".repeat(500) + "}", "/seed", "is out of range"),
                arguments("{\"seed\":" + "9".repeat(300) + "}", "/seed", "must be 0 to 9223372036854775807, was 999"),
                arguments("{\"ordering\":\"" + "x".repeat(200) + "\"}", "/ordering", "x".repeat(40) + "…\""),
                arguments("{\"a\":".repeat(17) + "1" + "}".repeat(17), "/a".repeat(16), "more than 16 deep"),
                arguments("[".repeat(50_000), "/0".repeat(16), "more than 16 deep"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("noDocuments")
    void read_refusesWhatIsNoDocument(String sent, String field, String words) {
        var refusal = assertThrows(MalformedJsonException.class, () -> impairment(sent.getBytes(UTF_8))
                .impairment());
        assertEquals(field, refusal.field(), refusal.getMessage());
        assertTrue(refusal.detail().contains(words), refusal.detail());
    }

    @Test
    void read_takesUtf8Only() {
        assertThrows(MalformedJsonException.class, () -> impairment("{}".getBytes(UTF_16)));
        var refusal = assertThrows(
                MalformedJsonException.class, () -> impairment(new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'}));
        assertEquals("the document is not UTF-8 text", refusal.getMessage());
    }

    @Test
    void readAnswer_passesOverWhatALaterDaemonAdds() {
        var text = "{\"plane\":\"netlink\",\"gap\":1,\"reapplied\":[],\"left_out\":[],\"added\":{\"x\":1}}";
        var swap = StrictJson.readAnswer(text.getBytes(UTF_8), SwapJson.class);
        assertEquals("netlink", swap.plane());
        assertThrows(MalformedJsonException.class, () -> StrictJson.read(text.getBytes(UTF_8), SwapJson.class));
    }

    @Test
    void refusals_canBeWrittenDownWhateverWasSent() {
        var half = "{\"\\ud800\\n" + "x".repeat(300) + "\":1}";
        var refusal = assertThrows(MalformedJsonException.class, () -> impairment(half.getBytes(UTF_8)));
        assertTrue(refusal.getMessage().startsWith("/??xxx"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("x… is not a field"), refusal.getMessage());
        var warning = new WarningJson(Optional.of(refusal.field()), "reason", refusal.getMessage());
        var written = StrictJson.read(StrictJson.write(warning), WarningJson.class);
        assertEquals(refusal.field().length(), written.field().orElseThrow().length());
    }

    @Test
    void planeChoice_wantsThePlaneNamed() {
        assertEquals(Optional.empty(), choice("{\"plane\":null}").name());
        assertEquals(
                "packet", choice("{\"plane\":\"packet\"}").name().orElseThrow().value());
        assertTrue(choice("{\"plane\":null,\"force\":true}").isForced());
        var missing = assertThrows(MalformedJsonException.class, () -> choice("{}"));
        assertEquals("/plane is missing; null stands for the highest ranking", missing.getMessage());
        var wrong = assertThrows(
                MalformedJsonException.class, () -> choice("{\"plane\":\"No\"}").name());
        assertEquals("/plane", wrong.field());
        assertThrows(MalformedJsonException.class, () -> choice("{\"plane\":null,\"force\":\"yes\"}"));
    }

    private static PlaneChoiceJson choice(String text) {
        return PlaneChoiceJson.read(text.getBytes(UTF_8));
    }

    private static ImpairmentJson impairment(byte[] sent) {
        return StrictJson.read(sent, ImpairmentJson.class);
    }
}
