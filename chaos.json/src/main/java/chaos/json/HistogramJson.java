package chaos.json;

import chaos.api.dataplane.TimeHistogram;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * How long something took for each packet, as the plane measured it.
 *
 * @param name {@code added_delay}: the time in the plane beyond what was asked for; {@code lateness}: how long after it
 *     was due a packet was sent
 * @param unit of all times here: {@code ns}
 * @param count how many packets were measured
 * @param min the shortest
 * @param p50 half of the packets took no longer
 * @param p90 90 of 100 took no longer
 * @param p99 99 of 100 took no longer
 * @param p999 999 of 1000 took no longer
 * @param max the longest
 * @param mean of all
 * @param bins how many packets took how long
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record HistogramJson(
        String name,
        String unit,
        long count,
        long min,
        long p50,
        long p90,
        long p99,
        long p999,
        long max,
        long mean,
        List<TimeBinJson> bins) {

    private static final String NANOSECONDS = "ns";

    static HistogramJson of(TimeHistogram histogram) {
        var quantiles = histogram.quantiles();
        return new HistogramJson(
                histogram.measure().word(),
                NANOSECONDS,
                histogram.count(),
                quantiles.min().toNanos(),
                quantiles.p50().toNanos(),
                quantiles.p90().toNanos(),
                quantiles.p99().toNanos(),
                quantiles.p999().toNanos(),
                quantiles.max().toNanos(),
                histogram.mean().toNanos(),
                histogram.bins().stream().map(TimeBinJson::of).toList());
    }
}
