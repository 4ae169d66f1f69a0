package chaos.api.prediction;

/**
 * Shares of packets, in percent.
 *
 * @param loss lost, to the loss model, to a full queue or for want of room. By formula, the interval holds what is
 *     counted in a minute of the traffic with 99.9 %; by simulation, it holds the share itself with 99.9 %
 * @param reordered overtaken by a later one
 * @param duplicated sent twice
 * @param corrupted with a flipped bit
 */
public record Shares(Interval loss, double reordered, double duplicated, double corrupted) {}
