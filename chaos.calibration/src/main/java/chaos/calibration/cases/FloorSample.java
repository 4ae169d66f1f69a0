package chaos.calibration.cases;

import chaos.api.calibration.Floor;
import chaos.api.calibration.ProbeTrace;
import chaos.calibration.statistics.Estimates;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The rig's own floor with the delays that it rests on.
 *
 * @param floor for the report
 * @param mean of the one-way delay
 * @param delays of every probe that arrived, in nanoseconds, sorted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not changed by those that read it
public record FloorSample(Floor floor, chaos.api.calibration.Estimate mean, long[] delays) {

    private static final double P99 = 0.99;

    /** Of the trains that were sent over the rig's own path; each has arrivals. */
    public static FloorSample of(List<ProbeTrace> trains) {
        var medians = trains.stream()
                .mapToDouble(train ->
                        Estimates.quantile(sorted(train.oneWayDelays()), 0.5).value())
                .sorted()
                .toArray();
        var all = trains.stream()
                .flatMapToLong(train -> Arrays.stream(train.oneWayDelays()))
                .toArray();
        var inOrder = Arrays.stream(all).asDoubleStream().toArray();
        var sorted = sorted(all);
        var mean = Estimates.mean(inOrder);
        Arrays.sort(all);
        var floor = new Floor(
                Estimates.quantile(sorted, 0.5),
                Duration.ofNanos(Math.round(mean.value())),
                Duration.ofNanos(Math.round(Estimates.quantile(sorted, P99).value())),
                Duration.ofNanos(Math.round(medians[medians.length - 1] - medians[0])),
                trains.size(),
                trains.stream().mapToLong(ProbeTrace::lost).sum());
        return new FloorSample(floor, mean, all);
    }

    static double[] sorted(long[] values) {
        var sorted = Arrays.stream(values).asDoubleStream().toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
