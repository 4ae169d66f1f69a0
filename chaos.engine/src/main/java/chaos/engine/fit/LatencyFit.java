package chaos.engine.fit;

import chaos.distribution.LatencyTable;
import java.util.Arrays;

/**
 * The distribution of recorded one-way delays as a table: the mean, the standard deviation as jitter, and 16384 equally
 * likely deviations.
 *
 * @param meanNanos the mean
 * @param jitterNanos the standard deviation
 * @param table deviations in parts of {@link LatencyTable#SCALE} of the jitter, clipped to 16 bits as netem needs
 *     them
 * @param clipped how many entries were clipped
 * @param distance the largest difference between the observed distribution and the table's (Kolmogorov-Smirnov)
 */
public record LatencyFit(long meanNanos, long jitterNanos, LatencyTable table, int clipped, double distance) {

    private static final int ENTRIES = LatencyTable.MAX_ENTRIES;

    /**
     * The fit.
     *
     * @throws IllegalArgumentException if every packet was lost
     */
    public static LatencyFit of(Conditions conditions) {
        var sorted = conditions.delays();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("every packet was lost; there is no latency to learn from");
        }
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double variance = Arrays.stream(sorted)
                .mapToDouble(nanos -> (nanos - mean) * (nanos - mean))
                .average()
                .orElseThrow();
        double jitter = Math.sqrt(variance);
        var entries = new short[ENTRIES];
        int clipped = 0;
        for (int i = 0; i < ENTRIES; i++) {
            long nanos = sorted[(int) ((i + 0.5) / ENTRIES * sorted.length)];
            long wanted = jitter == 0 ? 0 : Math.round((nanos - mean) / jitter * LatencyTable.SCALE);
            entries[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, wanted));
            clipped += entries[i] == wanted ? 0 : 1;
        }
        var table = LatencyTable.of(entries);
        return new LatencyFit(
                Math.round(mean), Math.round(jitter), table, clipped, distance(sorted, table, mean, jitter));
    }

    private static double distance(long[] sorted, LatencyTable table, double mean, double jitter) {
        double distance = 0;
        int below = 0;
        for (int i = 0; i < table.size(); i++) {
            double nanos = mean + jitter * table.at(i) / LatencyTable.SCALE;
            while (below < sorted.length && sorted[below] <= nanos + 0.5) {
                below++;
            }
            boolean last = i + 1 == table.size() || table.at(i + 1) != table.at(i);
            if (last) {
                distance = Math.max(distance, Math.abs((double) below / sorted.length - (i + 1.0) / table.size()));
            }
        }
        return distance;
    }
}
