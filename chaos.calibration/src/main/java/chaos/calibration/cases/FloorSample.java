package chaos.calibration.cases;

import chaos.api.calibration.Estimate;
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
 * @param disturbances what makes it doubtful, a sentence each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not changed by those that read it
public record FloorSample(Floor floor, Estimate mean, long[] delays, List<String> disturbances) {

    private static final double P99 = 0.99;

    /** Of the trains that were sent over the rig's own path; each has arrivals. */
    public static FloorSample of(List<ProbeTrace> trains, List<String> disturbances) {
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
        return new FloorSample(floor, mean, all, disturbances);
    }

    /** Below which 99 % of its delays lie. */
    Estimate p99() {
        return Estimates.quantile(sorted(delays), P99);
    }

    /**
     * A quantity of the floor with all of its error: besides its own, twice as much as the medians of the trains lie
     * apart. That much the floor may be another one while a trial runs, the same for all of its probes.
     */
    Estimate repeating(Estimate own) {
        double twice = 2.0 * floor.repeatability().toNanos();
        return new Estimate(
                own.value(),
                own.value() - Math.hypot(own.value() - own.low(), twice),
                own.value() + Math.hypot(own.high() - own.value(), twice),
                own.samples(),
                own.confidence());
    }

    static double[] sorted(long[] values) {
        var sorted = Arrays.stream(values).asDoubleStream().toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
