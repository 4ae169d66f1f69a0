package chaos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RandomStreamTest {

    private static final int DRAWS = 1000;

    @Test
    void at_isTheSequenceOfTheJavaPlatformsGenerator() {
        var stream = RandomStream.of(42, "loss");
        var reference = new SplittableRandom(stream.start());
        for (int i = 0; i < DRAWS; i++) {
            assertEquals(reference.nextLong(), stream.at(i), "draw " + i);
        }
    }

    @Test
    void of_isAnotherStreamForEveryNameAndSeed() {
        var stream = RandomStream.of(42, "loss");
        assertNotEquals(stream, RandomStream.of(42, "latency"));
        assertNotEquals(stream, RandomStream.of(43, "loss"));
        assertEquals(stream, RandomStream.of(42, "loss"));
    }

    /** Committed, so that a seed means the same in every release. */
    @Test
    void of_startsWhereItAlwaysDid() {
        assertEquals(
                "c7a50fd8b10be842", Long.toHexString(RandomStream.of(1, "loss").at(0)));
    }
}
