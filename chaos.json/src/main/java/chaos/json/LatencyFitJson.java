package chaos.json;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * The latency of a recording: a table of its distribution, stretched by the jitter and moved by the mean.
 *
 * @param mean nanoseconds
 * @param jitter the standard deviation, nanoseconds; 0: the latency is constant
 * @param cutPct the share of entries beyond what fits, 4 jitters
 * @param distance the largest difference between the observed distribution and the table's
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LatencyFitJson(long mean, long jitter, double cutPct, double distance) {}
