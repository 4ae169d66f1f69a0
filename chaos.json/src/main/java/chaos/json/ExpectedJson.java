package chaos.json;

import chaos.api.prediction.Prediction;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.util.Optional;

/**
 * What traffic will see. Shares are in percent, durations in nanoseconds.
 *
 * @param lossPct lost; by formula, what is counted in a minute lies in the interval with 99.9 %
 * @param latency one way; absent: nothing comes out
 * @param reorderedPct overtaken by a later one
 * @param duplicatedPct coming out twice
 * @param corruptedPct with a flipped bit
 * @param throughputMaxBitsPerSecond the rate; absent: none is set
 * @param queueLatencyMax the longest wait in the queue
 * @param meanShift by how much keeping the order moves the mean latency
 * @param memoryBytes what packets in flight may occupy
 * @param roundTripMean the mean latency of both directions together; absent: nothing comes out of one of them
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ExpectedJson(
        IntervalJson lossPct,
        Optional<ExpectedLatencyJson> latency,
        double reorderedPct,
        double duplicatedPct,
        double corruptedPct,
        Optional<Long> throughputMaxBitsPerSecond,
        long queueLatencyMax,
        long meanShift,
        long memoryBytes,
        Optional<Long> roundTripMean) {

    static ExpectedJson of(Prediction prediction) {
        var shares = prediction.shares();
        var ceilings = prediction.ceilings();
        var most = ceilings.throughputBitsPerSecond();
        return new ExpectedJson(
                IntervalJson.of(shares.loss()),
                prediction.histogram().isEmpty() ? Optional.empty() : Optional.of(ExpectedLatencyJson.of(prediction)),
                shares.reordered(),
                shares.duplicated(),
                shares.corrupted(),
                most.isPresent() ? Optional.of(most.getAsLong()) : Optional.empty(),
                ceilings.queueLatency().toNanos(),
                prediction.meanShift().toNanos(),
                ceilings.memoryBytes(),
                prediction.roundTripMean().map(Duration::toNanos));
    }
}
