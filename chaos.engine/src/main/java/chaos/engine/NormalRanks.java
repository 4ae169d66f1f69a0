package chaos.engine;

import java.util.Arrays;

/** Quantiles of the normal distribution at every place of the longest table. */
final class NormalRanks {

    private static final int PLACES = 16_384;
    private static final double[] QUANTILES = new double[PLACES];

    static {
        Arrays.setAll(QUANTILES, i -> i == 0 ? Double.NEGATIVE_INFINITY : NormalCurve.quantile((double) i / PLACES));
    }

    private NormalRanks() {}

    /** The quantile at a share that is a whole number of places. */
    static double at(double share) {
        return QUANTILES[(int) (share * PLACES)];
    }
}
