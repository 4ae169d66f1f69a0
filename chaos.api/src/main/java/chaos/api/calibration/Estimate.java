package chaos.api.calibration;

/**
 * A measured value with its interval.
 *
 * @param value the estimate
 * @param low the lower bound of the interval
 * @param high the upper bound of the interval
 * @param samples how many samples it rests on
 * @param confidence of the interval, for example 0.999
 */
public record Estimate(double value, double low, double high, long samples, double confidence) {}
