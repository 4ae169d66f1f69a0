package chaos.dataplane.model;

import chaos.api.prediction.HistogramBin;
import chaos.api.prediction.LatencyQuantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One-way delays of the packets that came out, in nanoseconds, in rising order. */
final class Delays {

    private static final int BINS = 12;
    private static final double ALL = 100;

    private final long[] sorted;

    private Delays(long[] sorted) {
        this.sorted = sorted;
    }

    /** Of so many first numbers of an array, which is used. */
    static Delays of(long[] nanos, int count) {
        var sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Delays(sorted);
    }

    /** Whether nothing came out. */
    boolean isEmpty() {
        return sorted.length == 0;
    }

    double mean() {
        return Arrays.stream(sorted).asDoubleStream().average().orElse(0);
    }

    LatencyQuantiles quantiles() {
        double mean = mean();
        double variance = Arrays.stream(sorted)
                .mapToDouble(nanos -> (nanos - mean) * (nanos - mean))
                .average()
                .orElse(0);
        return new LatencyQuantiles(
                ModelPredictor.nanos(mean),
                ModelPredictor.nanos(Math.sqrt(variance)),
                ModelPredictor.nanos(quantile(0.01)),
                ModelPredictor.nanos(quantile(0.5)),
                ModelPredictor.nanos(quantile(0.99)));
    }

    /** Below which a share lies; 0 of nothing. */
    double quantile(double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1.0, share * sorted.length)];
    }

    /** Bars of equal width; one where all are the same. */
    List<HistogramBin> histogram() {
        if (sorted.length == 0) {
            return List.of();
        }
        long least = sorted[0];
        long greatest = sorted[sorted.length - 1];
        int bins = greatest == least ? 1 : BINS;
        double width = (double) (greatest - least) / bins;
        var bars = new ArrayList<HistogramBin>();
        int begin = 0;
        for (int i = 1; i <= bins; i++) {
            double from = least + (i - 1) * width;
            double to = i == bins ? greatest : least + i * width;
            int end = i == bins ? sorted.length : firstFrom(to);
            double pct = ALL * (end - begin) / sorted.length;
            bars.add(new HistogramBin(ModelPredictor.nanos(from), ModelPredictor.nanos(to), pct));
            begin = end;
        }
        return bars;
    }

    private int firstFrom(double bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
