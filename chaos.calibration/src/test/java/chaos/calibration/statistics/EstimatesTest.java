package chaos.calibration.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Seeds are fixed, so nothing here depends on luck. */
class EstimatesTest {

    private static final long SEED = 7;

    @Test
    void share_isExactAlsoAtTheEnds() {
        var none = Estimates.share(0, 1000);
        assertEquals(0, none.low());
        // 1 - (α/2)^(1/n), by the definition of the interval.
        assertEquals(100 * (1 - Math.pow(0.0005, 0.001)), none.high(), 1e-6);
        assertEquals(100, Estimates.share(1000, 1000).high());
        var half = Estimates.share(500, 1000);
        assertEquals(50, half.value());
        assertTrue(half.low() > 44 && half.high() < 56, half.toString());
    }

    @Test
    void share_isWiderWhereNeighboursDepend() {
        var alone = Estimates.share(100, 1000);
        var together = Estimates.share(100, 1000, 9);
        assertEquals(alone.value(), together.value());
        assertEquals(3, (together.high() - together.low()) / (alone.high() - alone.low()), 0.3);
    }

    @Test
    void acceptance_holdsWhatIsDrawn() {
        var band = Estimates.acceptance(0.01, 100_000);
        assertEquals(1 - 3.29 * 0.0315, band.low(), 0.002);
        assertEquals(1 + 3.29 * 0.0315, band.high(), 0.002);
    }

    @Test
    void meanAndDeviation_coverWhatIsDrawnFrom() {
        var random = new SplittableRandom(SEED);
        int missed = 0;
        for (int i = 0; i < 500; i++) {
            var values = IntStream.range(0, 1000)
                    .mapToDouble(n -> random.nextGaussian())
                    .toArray();
            var mean = Estimates.mean(values);
            var deviation = Estimates.deviation(values);
            missed += mean.low() <= 0 && 0 <= mean.high() ? 0 : 1;
            missed += deviation.low() <= 1 && 1 <= deviation.high() ? 0 : 1;
        }
        // One miss is expected of 1000; more than six have a chance of 1 in 10,000.
        assertTrue(missed <= 6, missed + " of 1000 intervals missed");
    }

    @Test
    void quantile_liesBetweenItsNeighbours() {
        var sorted = IntStream.range(0, 10_000).asDoubleStream().toArray();
        var median = Estimates.quantile(sorted, 0.5);
        assertEquals(5000, median.value());
        assertEquals(5000 - 3.29 * 50, median.low(), 3);
        assertEquals(5000 + 3.29 * 50, median.high(), 3);
    }

    @Test
    void runs_areCountedWhole() {
        var arrived = new BitSet();
        IntStream.of(0, 3, 4, 6, 7).forEach(arrived::set);
        var runs = new LossRuns(arrived, 10);
        assertEquals(Map.of(2, 1, 1, 1), runs.lengths());
        assertEquals(3, Arrays.stream(runs.each()).sum());
    }

    @Test
    void neighbours_areIndependentOrNot() {
        var random = new SplittableRandom(SEED);
        var alone = new BitSet();
        var chain = new BitSet();
        boolean lost = false;
        for (int i = 0; i < 200_000; i++) {
            alone.set(i, random.nextDouble() >= 0.1);
            lost = random.nextDouble() < (lost ? 0.55 : 0.05);
            chain.set(i, !lost);
        }
        assertEquals(0, new LossRuns(alone, 200_000).correlationOfNeighbours(), 0.01);
        assertEquals(0.5, new LossRuns(chain, 200_000).correlationOfNeighbours(), 0.02);
    }

    @Test
    void fit_tellsShapesApart() {
        var random = new SplittableRandom(SEED);
        var normal =
                IntStream.range(0, 5000).mapToDouble(n -> random.nextGaussian()).toArray();
        var other =
                IntStream.range(0, 5000).mapToDouble(n -> random.nextGaussian()).toArray();
        var even = IntStream.range(0, 5000)
                .mapToDouble(n -> random.nextDouble(-1.7, 1.7))
                .toArray();
        assertTrue(Fit.chance(normal, other) > 0.001);
        assertTrue(Fit.chance(normal, even) < 1e-6);
    }

    @Test
    void sizes_areThoseOfTheDesign() {
        assertEquals(107_158, (double) SampleSize.forShare(0.01, 0.001), 50);
        assertEquals(974_000, (double) SampleSize.forShare(0.1, 0.001), 1000);
        assertEquals(3.29, Confidence.Z, 0.001);
        assertEquals(757, SampleSize.forQuantile(0.01)); // 0.99^757 < 0.0005
        assertEquals(6905, SampleSize.forNone(0.001)); // 0.999^6905 < 0.001
    }

    /** Two hundred drawings at the limit: two normal shapes that lie so far apart are hardly ever taken for one. */
    @Test
    void shapes_areToldApartByAsManyAsTheyNeed() {
        double shift = 0.2; // the distributions lie 0.0797 apart in the middle
        int n = (int) SampleSize.forShape(0.0797);
        var random = new SplittableRandom(SEED);
        int found = 0;
        for (int i = 0; i < 200; i++) {
            var one = IntStream.range(0, n)
                    .mapToDouble(k -> random.nextGaussian())
                    .toArray();
            var other = IntStream.range(0, n)
                    .mapToDouble(k -> random.nextGaussian() + shift)
                    .toArray();
            found += Fit.chance(one, other) < 0.001 ? 1 : 0;
        }
        // Exactly at the limit the difference that is seen lies above it about half of the time.
        assertTrue(found > 60, "found " + found);
    }
}
