package chaos.api.prediction;

import java.time.Duration;

/**
 * What traffic will see under an impairment.
 *
 * @param shares of packets
 * @param latency in one direction
 * @param ceilings what it will not exceed
 * @param meanShift by how much keeping the order moves the mean latency
 * @param roundTripMean the mean latency of both directions together
 * @param method how it was found
 */
public record Prediction(
        Shares shares,
        LatencyQuantiles latency,
        Ceilings ceilings,
        Duration meanShift,
        Duration roundTripMean,
        Method method) {

    /** How a prediction was found. */
    public enum Method {
        /** By formula, exact. */
        ANALYTIC,
        /** By simulation. */
        SIMULATED
    }
}
