package chaos.json;

import chaos.api.calibration.Floor;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;

/**
 * What a rig sees when there is nothing between its ends; times in nanoseconds.
 *
 * @param median of the one-way delay
 * @param mean of the one-way delay
 * @param p99 below which 99 % of the one-way delays lie
 * @param repeatability how far the medians of its trains lie apart
 * @param trains how many were measured
 * @param lost probes that did not arrive, of all
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record FloorJson(EstimateJson median, long mean, long p99, long repeatability, long trains, long lost) {

    static FloorJson of(Floor floor) {
        return new FloorJson(
                EstimateJson.of(floor.median()),
                floor.mean().toNanos(),
                floor.p99().toNanos(),
                floor.repeatability().toNanos(),
                floor.trains(),
                floor.lost());
    }

    Floor floor() {
        return new Floor(
                median.estimate(),
                Duration.ofNanos(mean),
                Duration.ofNanos(p99),
                Duration.ofNanos(repeatability),
                (int) Math.min(Integer.MAX_VALUE, trains),
                lost);
    }
}
