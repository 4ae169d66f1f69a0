package chaos.json;

import chaos.api.prediction.Prediction;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The one-way latency of the packets that come out, in nanoseconds.
 *
 * @param mean its mean
 * @param sigma its standard deviation
 * @param p01 below which 1 % lie
 * @param p50 the median
 * @param p99 below which 99 % lie
 * @param histogram from the least to the greatest
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ExpectedLatencyJson(
        long mean, long sigma, long p01, long p50, long p99, List<HistogramBinJson> histogram) {

    static ExpectedLatencyJson of(Prediction prediction) {
        var latency = prediction.latency();
        return new ExpectedLatencyJson(
                latency.mean().toNanos(),
                latency.sigma().toNanos(),
                latency.p01().toNanos(),
                latency.p50().toNanos(),
                latency.p99().toNanos(),
                prediction.histogram().stream().map(HistogramBinJson::of).toList());
    }
}
