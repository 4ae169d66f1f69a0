package chaos.api.prediction;

import chaos.api.dataplane.Warning;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What traffic will see under an impairment.
 *
 * @param shares of packets
 * @param latency in one direction; zeros where nothing comes out
 * @param ceilings what it will not exceed
 * @param meanShift by how much keeping the order moves the mean latency
 * @param roundTripMean the mean latency of both directions together; empty where nothing comes out of one of them
 * @param method how it was found
 * @param histogram of the latency, from the least to the greatest; empty if nothing comes out
 * @param warnings what this traffic will meet that its user may not expect
 */
public record Prediction(
        Shares shares,
        LatencyQuantiles latency,
        Ceilings ceilings,
        Duration meanShift,
        Optional<Duration> roundTripMean,
        Method method,
        List<HistogramBin> histogram,
        List<Warning> warnings) {

    /** A prediction; lists are copied. */
    public Prediction {
        histogram = List.copyOf(histogram);
        warnings = List.copyOf(warnings);
    }

    /** A prediction without a histogram and without warnings. */
    public Prediction(
            Shares shares,
            LatencyQuantiles latency,
            Ceilings ceilings,
            Duration meanShift,
            Optional<Duration> roundTripMean,
            Method method) {
        this(shares, latency, ceilings, meanShift, roundTripMean, method, List.of(), List.of());
    }

    /** How a prediction was found. */
    public enum Method {
        /** By formula, exact. */
        ANALYTIC,
        /** By simulation. */
        SIMULATED;

        /** The word of the wire contract. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
