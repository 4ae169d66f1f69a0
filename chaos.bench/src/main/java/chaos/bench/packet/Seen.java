package chaos.bench.packet;

import java.util.Arrays;

/**
 * What the probe saw; see {@code src/main/c/probe.c}.
 *
 * @param sent frames
 * @param perSecond how fast they were sent
 * @param came counts of what arrived
 * @param bitsPerSecond of layer 2, between the first and the last that arrived
 * @param delays the 1st, 50th and 99th percentile and the longest, in nanoseconds
 */
record Seen(long sent, double perSecond, Came came, double bitsPerSecond, Delays delays) {

    private static final int FIELDS = 12;
    private static final int COUNTS = 2;
    private static final int RATE = 7;
    private static final int DELAYS = 8;

    /**
     * What arrived.
     *
     * @param received all
     * @param different with a number of its own
     * @param twice whose number had come before
     * @param corrupted with a wrong checksum
     * @param early sooner than asked about
     */
    record Came(long received, long different, long twice, long corrupted, long early) {}

    /** Percentiles, in nanoseconds. */
    record Delays(long p1, long p50, long p99, long max) {}

    static Seen parse(String line) {
        double[] fields = Arrays.stream(line.strip().split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("the probe said: " + line);
        }
        long[] whole = Arrays.stream(fields).mapToLong(Math::round).toArray();
        return new Seen(
                whole[0],
                fields[1],
                new Came(whole[COUNTS], whole[COUNTS + 1], whole[COUNTS + 2], whole[COUNTS + 3], whole[COUNTS + 4]),
                fields[RATE],
                new Delays(whole[DELAYS], whole[DELAYS + 1], whole[DELAYS + 2], whole[DELAYS + 3]));
    }

    /** Frames that did not come. */
    long missing() {
        return sent - came.different() - came.corrupted();
    }
}
