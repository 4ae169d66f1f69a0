package chaos.api.dataplane;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How long something took for each packet since the plane was attached, as a plane that carries the packets itself
 * measured it.
 *
 * @param measure what took so long
 * @param count how many packets were measured: at least 1
 * @param quantiles the times; each is at least the one before
 * @param mean of all
 * @param bins how many packets had which time, from short to long, without gaps where there are packets; their counts
 *     are the count together
 */
public record TimeHistogram(Measure measure, long count, Quantiles quantiles, Duration mean, List<Bin> bins) {

    /** What was measured. */
    public enum Measure {
        /** The time that a packet spent in the plane beyond the latency asked for and the wait for the rate. */
        ADDED_DELAY,
        /** How long after it was due a packet was sent. */
        LATENESS;

        /** The word of the wire contract, for example {@code added_delay}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Times that a share of the packets did not exceed.
     *
     * @param min the shortest
     * @param p50 half of the packets
     * @param p90 90 of 100
     * @param p99 99 of 100
     * @param p999 999 of 1000
     * @param max the longest
     */
    public record Quantiles(Duration min, Duration p50, Duration p90, Duration p99, Duration p999, Duration max) {

        /**
         * Quantiles.
         *
         * @throws IllegalArgumentException if one is less than the one before, or below 0
         */
        public Quantiles {
            var last = Duration.ZERO;
            for (var next : List.of(min, p50, p90, p99, p999, max)) {
                if (next.compareTo(last) < 0) {
                    throw new IllegalArgumentException("quantiles must grow from 0, " + next + " is after " + last);
                }
                last = next;
            }
        }
    }

    /**
     * One bar.
     *
     * @param from from here
     * @param to up to here, without it; the last bar holds it, too
     * @param count how many packets
     */
    public record Bin(Duration from, Duration to, long count) {

        /**
         * A bar.
         *
         * @throws IllegalArgumentException if it has no width or a negative count
         */
        public Bin {
            if (from.isNegative() || to.compareTo(from) <= 0 || count < 0) {
                throw new IllegalArgumentException("a bin from " + from + " to " + to + " cannot hold " + count);
            }
        }
    }

    /**
     * A histogram; the list is copied.
     *
     * @throws IllegalArgumentException if it counted nothing, or its bins do not hold what it counted
     */
    public TimeHistogram {
        bins = List.copyOf(bins);
        long held = bins.stream().mapToLong(Bin::count).sum();
        if (count < 1 || held != count) {
            throw new IllegalArgumentException("a histogram of " + count + " packets has bins of " + held);
        }
    }
}
