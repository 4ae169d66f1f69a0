package chaos.bench.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceTest {

    /** 1 % of a million: the standard deviation is 99.5, and 3.29 of them are 327. */
    @ParameterizedTest
    @CsvSource({"10000, true", "9675, true", "9660, false", "10325, true", "10345, false", "0, false", "20000, false"})
    void brings_whatIsWithinTheExactInterval(long happened, boolean brings) {
        assertEquals(brings, Chance.brings(0.01, happened, 1_000_000));
    }

    @Test
    void seen_isReadAsTheProbePrintsIt() {
        var seen = Seen.parse("20000 9999 20001 19990 8 3 7 4800000 2504 4437 394097 17119641\n");
        assertEquals(7, seen.missing());
        assertEquals(8, seen.came().twice());
        assertEquals(4437, seen.delays().p50());
        assertThrows(IllegalArgumentException.class, () -> Seen.parse("20000 9999"));
    }
}
