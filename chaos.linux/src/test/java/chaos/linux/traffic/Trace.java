package chaos.linux.traffic;

import java.util.Arrays;

/**
 * What was sent and what arrived, in the order in which it arrived. Times are nanoseconds after the start of the train.
 */
public final class Trace {

    private final long[] sentAt;
    private int[] probes = new int[1024];
    private long[] times = new long[1024];
    private boolean[] corrupted = new boolean[1024];
    private int arrivals;

    /** Nothing arrived yet. */
    public Trace(long[] sentAt) {
        this.sentAt = sentAt.clone();
    }

    /** One more arrival, not before the last. */
    public void arrived(int probe, long at, boolean isCorrupted) {
        if (arrivals == probes.length) {
            probes = Arrays.copyOf(probes, 2 * arrivals);
            times = Arrays.copyOf(times, 2 * arrivals);
            corrupted = Arrays.copyOf(corrupted, 2 * arrivals);
        }
        probes[arrivals] = probe;
        times[arrivals] = at;
        corrupted[arrivals] = isCorrupted;
        arrivals++;
    }

    public int sent() {
        return sentAt.length;
    }

    public long sentAt(int probe) {
        return sentAt[probe];
    }

    public long[] sentAt() {
        return sentAt.clone();
    }

    /** How many arrived, copies included. */
    public int arrivals() {
        return arrivals;
    }

    /** The number of the probe that arrived as the n-th. */
    public int probe(int arrival) {
        return probes[arrival];
    }

    public long at(int arrival) {
        return times[arrival];
    }

    public boolean isCorrupted(int arrival) {
        return corrupted[arrival];
    }
}
