package chaos.dataplane.netlink.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class DistanceTest {

    @Test
    void between_isWhatTheLibrarySays() {
        var random = new SplittableRandom(20_261_121);
        for (int run = 0; run < 50; run++) {
            double[] one = random.doubles(1 + random.nextInt(40)).sorted().toArray();
            double[] other = random.doubles(1 + random.nextInt(400)).sorted().toArray();
            assertEquals(
                    new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(one, other),
                    Distance.between(one, other),
                    1e-12);
        }
    }

    @Test
    void between_takesEqualNumbersAtOnce() {
        assertEquals(0.25, Distance.between(new double[] {0, 0, 0, 1}, new double[] {0, 0, 1, 1}), 1e-12);
    }
}
