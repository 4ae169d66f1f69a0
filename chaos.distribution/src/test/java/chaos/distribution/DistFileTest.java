package chaos.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.impairment.Distribution.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DistFileTest {

    private static LatencyTable parse(String text) {
        return DistFile.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void parse_readsWhatIproute2Writes() {
        var table = parse("# This is the distribution table for the normal distribution.\n"
                + " -32768 -28307\t-26871\n\n0 # the middle\r\n 32767");
        assertEquals(LatencyTable.of(Short.MIN_VALUE, (short) -28307, (short) -26871, (short) 0, (short) 32767), table);
    }

    @Property(tries = 50)
    void text_isReadAsTheSameTable(@ForAll @Size(min = 1, max = 3000) short[] entries) {
        var table = LatencyTable.of(entries);
        assertEquals(table, parse(DistFile.text(table)));
    }

    @Test
    void text_ofTheLargest_isReadAsTheSameTable() {
        var table = LatencyTable.of(Shape.PARETO);
        assertEquals(table, parse(DistFile.text(table)));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("", "it has no entry"),
                arguments("# nothing\n", "it has no entry"),
                arguments("1\n2 x 3", "line 2 must have whole numbers"),
                arguments("1\n\n# 4\n32768", "line 4 must have whole numbers"),
                arguments("-32769", "line 1 must have whole numbers"),
                arguments("-0", "line 1 must have whole numbers"),
                arguments("017", "line 1 must have whole numbers from -32768 to 32767, without leading zeros"),
                arguments("0x10", "line 1 must have whole numbers"),
                arguments("1.5", "line 1 must have whole numbers"),
                arguments("1,2", "line 1 must have whole numbers"),
                arguments("1\n\u0000", "line 2 must have whole numbers"),
                arguments("1\n\u00e9\u00e8", "line 2 must have whole numbers"),
                arguments("9".repeat(500_000), "line 1 must have whole numbers"),
                arguments("1\n".repeat(16_385), "line 16385 has the 16385th entry"),
                arguments("#".repeat(DistFile.MAX_BYTES + 1), "it is longer than 1048576 bytes"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void parse_refusesWithTheLine(String text, String expected) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> parse(text));
        assertTrue(refusal.getMessage().startsWith(expected), refusal.getMessage());
        assertTrue(refusal.getMessage().length() < 200, refusal.getMessage());
        assertTrue(refusal.getMessage().chars().allMatch(letter -> letter >= ' ' && letter <= '~'));
    }

    /** Seeds 1 to 2000. */
    @Test
    void parse_ofAnyBytes_isATableOrARefusal() {
        for (int seed = 1; seed <= 2000; seed++) {
            var random = new Random(seed);
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length && seed % 2 == 0; i++) {
                bytes[i] = (byte) " \n#-0123456789".charAt(bytes[i] & 7);
            }
            try {
                assertTrue(DistFile.parse(bytes).size() > 0);
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().startsWith("line ") || e.getMessage().startsWith("it "), e.getMessage());
            }
        }
    }
}
