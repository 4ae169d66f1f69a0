package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The target of the fuzzer on a small scale, so that it is known to work where the fuzzer is not run. */
class DecoderFuzzTest {

    private static final int ROUNDS = 2000;

    @Test
    void soundAnswers_areReadAndMutatedOnesAreReadOrRefused() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var sound = DecoderFuzz.sound();
        assertTrue(sound.size() > 5);
        for (var answer : sound) {
            byte[] bytes = new byte[answer.remaining()];
            answer.get(bytes);
            assertDoesNotThrow(() -> DecoderFuzz.fuzzerTestOneInput(bytes));
            for (int i = 0; i < ROUNDS; i++) {
                byte[] mutated = bytes.clone();
                for (int change = random.nextInt(8); change >= 0; change--) {
                    mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
                }
                assertDoesNotThrow(() -> DecoderFuzz.fuzzerTestOneInput(mutated), () -> "seed " + seed);
            }
        }
    }

    /** What the fuzzer found once: an interface whose index is below 0, which was then asked for its offloads. */
    @Test
    void whatWasFound_isRefused() {
        assertDoesNotThrow(() -> DecoderFuzz.fuzzerTestOneInput(Base64.getDecoder()
                .decode("WAAAABAAAgABAAAAAAAAAAAAAAAKAACbAQABAAAAAAAJAAMAZXRoMAAAAAAIAAQA3AUAACQAAQAAAAAACQADAGUA"
                        + "CQADAGV0aDEAAAAACAAEANwFAAAAAA==")));
    }
}
