package chaos.engine;

import chaos.distribution.NormalCurve;
import java.util.Arrays;

/** Quantiles of the normal distribution at as many places as the longest table has. */
final class NormalRanks {

    /** A power of two; tables of another size get their shares to one part in this. */
    static final int PLACES = 16_384;

    private static final double[] QUANTILES = new double[PLACES];

    static {
        Arrays.setAll(QUANTILES, i -> i == 0 ? Double.NEGATIVE_INFINITY : NormalCurve.quantile((double) i / PLACES));
    }

    private NormalRanks() {}

    /** In which of the equal shares a normal number lies, 0 to {@link #PLACES} - 1. */
    static int place(double normal) {
        int low = 0;
        int high = PLACES - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (QUANTILES[middle] <= normal) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
