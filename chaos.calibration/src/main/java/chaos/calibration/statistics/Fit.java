package chaos.calibration.statistics;

import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/** Whether two samples may come from the same distribution. */
public final class Fit {

    private Fit() {}

    /**
     * The chance that two samples of one distribution lie as far apart as these (Kolmogorov-Smirnov, two-sample).
     *
     * @param one values, 2 or more
     * @param other values, 2 or more
     */
    public static double chance(double[] one, double[] other) {
        return KolmogorovSmirnovTest.withDefaults().test(one, other).getPValue();
    }

    /** What a model gives on a rig: each value with one of the rig's own added, drawn from a seed. */
    public static double[] convolve(long[] model, long[] floor, long seed) {
        var random = new SplittableRandom(seed);
        var sum = new double[model.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = model[i] + (floor.length == 0 ? 0.0 : floor[random.nextInt(floor.length)]);
        }
        return sum;
    }
}
