package chaos.dataplane.netlink.grid;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The guest's own share in a one-way delay, as it was measured: what a packet takes without an impairment, and by how
 * much one of a constant latency is late, which has the guest's timer in it. In the order it was measured, because one
 * stall of the guest delays several packets.
 */
public final class Noise {

    private final long[] untouched;
    private final long[] timed;

    /** From delays without an impairment, and from those of a constant latency less that latency. */
    public Noise(long[] untouched, long[] timed) {
        this.untouched = untouched.clone();
        this.timed = timed.clone();
    }

    /** Adds a stretch of what was measured to delays in the order they were sent. */
    double[] addTo(long[] delays, SplittableRandom random) {
        int one = random.nextInt(untouched.length);
        int other = random.nextInt(timed.length);
        var sum = new double[delays.length];
        for (int i = 0; i < delays.length; i++) {
            sum[i] = delays[i]
                    + (delays[i] == 0 ? untouched[(one + i) % untouched.length] : timed[(other + i) % timed.length]);
        }
        return sum;
    }

    /** From the first to the third quarter, in nanoseconds. */
    double spread() {
        return quantile(timed, 0.75) - quantile(timed, 0.25);
    }

    double untouchedMedian() {
        return quantile(untouched, 0.5);
    }

    double timedMedian() {
        return quantile(timed, 0.5);
    }

    private static double quantile(long[] values, double share) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    @Override
    public String toString() {
        return String.format(
                "without an impairment %.0f µs (half of them %.0f to %.0f); constant latency late by %.0f µs"
                        + " (%.0f to %.0f)",
                untouchedMedian() / 1000,
                quantile(untouched, 0.25) / 1000,
                quantile(untouched, 0.75) / 1000,
                timedMedian() / 1000,
                quantile(timed, 0.25) / 1000,
                quantile(timed, 0.75) / 1000);
    }
}
