package chaos.api.prediction;

import java.time.Duration;

/**
 * The latency that packets will see.
 *
 * @param mean its mean
 * @param sigma its standard deviation
 * @param p01 below which 1 % lie
 * @param p50 the median
 * @param p99 below which 99 % lie
 */
public record LatencyQuantiles(Duration mean, Duration sigma, Duration p01, Duration p50, Duration p99) {}
