package chaos.api.prediction;

/**
 * A value and the interval it lies in.
 *
 * @param value the expected value
 * @param low the lower bound
 * @param high the upper bound
 */
public record Interval(double value, double low, double high) {}
