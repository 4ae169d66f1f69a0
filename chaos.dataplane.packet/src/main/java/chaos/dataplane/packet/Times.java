package chaos.dataplane.packet;

import chaos.api.dataplane.TimeHistogram;
import chaos.api.dataplane.TimeHistogram.Bin;
import chaos.api.dataplane.TimeHistogram.Measure;
import chaos.api.dataplane.TimeHistogram.Quantiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Recorded times in the words of the API: quantiles, and bins at 1, 2 and 5 of each power of ten. */
final class Times {

    private static final double P50 = 50;
    private static final double P90 = 90;
    private static final double P99 = 99;
    private static final double P999 = 99.9;
    private static final long FIRST_BOUND = 1000;
    private static final int[] STEPS = {1, 2, 5};
    private static final int TEN = 10;

    private Times() {}

    /** Nothing where nothing was recorded. */
    static Optional<TimeHistogram> of(Measure measure, Histogram recorded) {
        if (recorded.getTotalCount() == 0) {
            return Optional.empty();
        }
        var quantiles = new Quantiles(
                Duration.ofNanos(recorded.getValueAtPercentile(0)),
                at(recorded, P50),
                at(recorded, P90),
                at(recorded, P99),
                at(recorded, P999),
                Duration.ofNanos(recorded.getMaxValue()));
        var mean = Duration.ofNanos(Math.round(recorded.getMean()));
        return Optional.of(new TimeHistogram(measure, recorded.getTotalCount(), quantiles, mean, bins(recorded)));
    }

    /** What is recorded is rounded up to what is told apart, the longest too. */
    private static Duration at(Histogram recorded, double percentile) {
        return Duration.ofNanos(Math.min(recorded.getValueAtPercentile(percentile), recorded.getMaxValue()));
    }

    private static List<Bin> bins(Histogram recorded) {
        var bins = new ArrayList<Bin>();
        long left = recorded.getTotalCount();
        long from = 0;
        for (int i = 0; left > 0; i++) {
            long to = bound(i);
            // A value that is told apart from none on either side of the bound is counted below it, once.
            long upTo = recorded.getCountBetweenValues(0, to - 1);
            long count = upTo - (recorded.getTotalCount() - left);
            if (count > 0 || !bins.isEmpty()) {
                bins.add(new Bin(Duration.ofNanos(from), Duration.ofNanos(to), count));
            }
            left -= count;
            from = to;
        }
        return bins;
    }

    private static long bound(int number) {
        long bound = FIRST_BOUND;
        for (int i = 0; i < number / STEPS.length; i++) {
            bound *= TEN;
        }
        return bound * STEPS[number % STEPS.length];
    }
}
