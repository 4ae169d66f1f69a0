package chaos.api.prediction;

/**
 * Shares of packets, in percent.
 *
 * @param loss lost
 * @param reordered overtaken by a later one
 * @param duplicated sent twice
 * @param corrupted with a flipped bit
 */
public record Shares(Interval loss, double reordered, double duplicated, double corrupted) {}
