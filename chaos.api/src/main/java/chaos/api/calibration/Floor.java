package chaos.api.calibration;

import java.time.Duration;

/**
 * What a rig sees when there is nothing between its ends.
 *
 * @param median of the one-way delay, in nanoseconds
 * @param mean of the one-way delay
 * @param p99 below which 99 % of the one-way delays lie
 * @param repeatability how far the medians of its trains lie apart
 * @param trains how many were measured
 * @param lost probes that did not arrive, of all
 */
public record Floor(Estimate median, Duration mean, Duration p99, Duration repeatability, int trains, long lost) {}
