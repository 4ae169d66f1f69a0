package chaos.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chaos.api.impairment.FieldValue;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every document; a failure prints the seed, which makes the same documents again. */
class WirePropertiesTest {

    private static final String GARBAGE = "{}[]\":,.0123456789eE+-truefalsn \\u\u00e9\ud83d\ude00NaNInfinity'/*#";

    @Property(tries = 3000)
    void impairment_readBackIsWhatWasWritten(@ForAll long seed) {
        var impairment = new Impairments(seed).next();
        var written = StrictJson.write(ImpairmentJson.of(impairment));
        assertEquals(impairment, StrictJson.read(written, ImpairmentJson.class).impairment());
    }

    @Property(tries = 1000)
    void impairment_agreesWithTheFlatFields(@ForAll long seed) {
        var impairment = new Impairments(seed).next();
        var flat = new TreeMap<String, FieldValue>();
        flatten(JsonText.parse(StrictJson.write(ImpairmentJson.of(impairment))), "", flat);
        assertEquals(impairment.fields(), flat);
    }

    @Property(tries = 3000)
    void read_refusesOrUnderstandsMutations(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder(StrictJson.text(ImpairmentJson.of(new Impairments(seed).next())));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, GARBAGE.charAt(random.nextInt(GARBAGE.length())));
                default -> text.setCharAt(at, GARBAGE.charAt(random.nextInt(GARBAGE.length())));
            }
            if (text.isEmpty()) {
                break;
            }
        }
        refusesOrUnderstands(text.toString().getBytes(UTF_8));
    }

    @Property(tries = 2000)
    void read_refusesOrUnderstandsBytes(@ForAll byte[] bytes) {
        refusesOrUnderstands(bytes);
    }

    @Property(tries = 2000)
    void read_refusesOrUnderstandsPieces(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder("{\"latency\":");
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(GARBAGE.charAt(random.nextInt(GARBAGE.length())));
        }
        refusesOrUnderstands(text.toString().getBytes(UTF_8));
    }

    /** Any other exception fails the property. */
    private static void refusesOrUnderstands(byte[] bytes) {
        try {
            var impairment = StrictJson.read(bytes, ImpairmentJson.class).impairment();
            var again = StrictJson.write(ImpairmentJson.of(impairment));
            assertEquals(
                    impairment, StrictJson.read(again, ImpairmentJson.class).impairment());
        } catch (MalformedJsonException refusal) {
            assertFalse(
                    refusal.getMessage().matches("(?s).*\\b(chaos|java|com\\.fasterxml)\\..*"), refusal.getMessage());
            assertFalse(refusal.getMessage().chars().anyMatch(Character::isISOControl), refusal.getMessage());
        }
    }

    private static void flatten(Node node, String pointer, SortedMap<String, FieldValue> flat) {
        if (node instanceof Node.Members members) {
            members.all().forEach((name, value) -> flatten(value, pointer + "/" + name, flat));
        } else if (node instanceof Node.Whole whole) {
            flat.put(pointer, new FieldValue.Whole(whole.value()));
        } else if (node instanceof Node.Decimal decimal) {
            flat.put(pointer, new FieldValue.Decimal(decimal.value()));
        } else if (node instanceof Node.Text text) {
            flat.put(pointer, new FieldValue.Text(text.value()));
        } else {
            throw new AssertionError("no such value in an impairment: " + node.told());
        }
    }
}
