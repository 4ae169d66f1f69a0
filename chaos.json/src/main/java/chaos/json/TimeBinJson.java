package chaos.json;

import chaos.api.dataplane.TimeHistogram;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * One bar of a histogram of times.
 *
 * @param from nanoseconds
 * @param to nanoseconds, without it
 * @param count how many packets
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TimeBinJson(long from, long to, long count) {

    static TimeBinJson of(TimeHistogram.Bin bin) {
        return new TimeBinJson(bin.from().toNanos(), bin.to().toNanos(), bin.count());
    }
}
