package chaos.json;

import chaos.api.prediction.HistogramBin;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * One bar of a histogram.
 *
 * @param from nanoseconds
 * @param to nanoseconds
 * @param pct share of the packets that come out, 0 to 100
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record HistogramBinJson(long from, long to, double pct) {

    static HistogramBinJson of(HistogramBin bin) {
        return new HistogramBinJson(bin.from().toNanos(), bin.to().toNanos(), bin.pct());
    }
}
