package chaos.api.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbabilityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "100, 4294967295",
        "1, 42949673",
        "0.1, 4294967",
        "50, 2147483648",
        "0.00000001, 0",
        "0.0000000233, 1",
        "33.3, 1430224109"
    })
    void ofPercent_isTheNearestPart(double percent, long scaled) {
        assertEquals(scaled, Probability.ofPercent(percent).scaled());
    }

    @ParameterizedTest
    @CsvSource({"1%, 1%", "1, 1%", "0.5 %, 0.5%", "100%, 100%", "0%, 0%", "1e-3%, 0.001%", "99.999%, 99.999%"})
    void parsePercent_printsTheShortestSame(String text, String printed) {
        assertEquals(printed, Probability.parsePercent(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "%", "-1%", "101%", "100.0001%", "NaN", "NaN%", "1,5%", "0x1", "1%%", "Infinity", "1 2"})
    void parsePercent_refusesGarbage(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Probability.parsePercent(text));
        assertTrue(refusal.getMessage().startsWith("must be "), refusal::getMessage);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.0000001, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void ofFraction_refusesWhatIsNoShare(double fraction) {
        assertThrows(IllegalArgumentException.class, () -> Probability.ofFraction(fraction));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Probability.ONE + 1, Long.MIN_VALUE, Long.MAX_VALUE})
    void scaled_isBounded(long scaled) {
        assertThrows(IllegalArgumentException.class, () -> new Probability(scaled));
    }

    @Property
    void everyPart_comesBackFromItsDecimals(@ForAll @LongRange(max = Probability.ONE) long scaled) {
        var probability = new Probability(scaled);
        assertEquals(probability, Probability.ofPercent(probability.percent()));
        assertEquals(probability, Probability.ofFraction(probability.fraction()));
        assertEquals(probability, Probability.parsePercent(probability.toString()));
    }

    @Property
    void percent_isNoLongerThanWhatWasAsked(@ForAll @DoubleRange(max = 100) double percent) {
        double shown = Probability.ofPercent(percent).percent();
        assertTrue(Quantity.plain(shown).length()
                <= Math.max(14, Quantity.plain(percent).length()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 0.999999})
    void correlation_readsBackAsAsked(double fraction) {
        assertEquals(fraction, Correlation.ofFraction(fraction).fraction());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, -0.1, Double.NaN})
    void correlation_isBelowOne(double fraction) {
        assertThrows(IllegalArgumentException.class, () -> Correlation.ofFraction(fraction));
    }
}
