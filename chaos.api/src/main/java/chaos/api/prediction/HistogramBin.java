package chaos.api.prediction;

import java.time.Duration;

/**
 * One bar of a histogram of the latency.
 *
 * @param from from here
 * @param to up to here; the last bar holds what is exactly this, too
 * @param pct share of the packets that come out, in percent
 */
public record HistogramBin(Duration from, Duration to, double pct) {}
