package chaos.api.calibration;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What was sent in a train, and what arrived of it in the order in which it arrived; immutable. Times are nanoseconds
 * after the start of the train, of one clock for both ends.
 */
public final class ProbeTrace {

    private final long[] sentAt;
    private final int[] probes;
    private final long[] arrivedAt;
    private final boolean[] corrupted;

    /**
     * A trace; the arrays are copied.
     *
     * @param sentAt when each probe was sent, by its number
     * @param probes the number of the probe that arrived first, second and so on
     * @param arrivedAt when; as many as probes
     * @param corrupted whether with a changed bit; as many as probes
     * @throws IllegalArgumentException if the arrays do not fit, or a probe arrived that was not sent
     */
    public ProbeTrace(long[] sentAt, int[] probes, long[] arrivedAt, boolean[] corrupted) {
        if (arrivedAt.length != probes.length || corrupted.length != probes.length) {
            throw new IllegalArgumentException(
                    probes.length + " arrivals have " + arrivedAt.length + " times and " + corrupted.length + " marks");
        }
        if (Arrays.stream(probes).anyMatch(probe -> probe < 0 || probe >= sentAt.length)) {
            throw new IllegalArgumentException("a probe arrived that was not among the " + sentAt.length + " sent");
        }
        this.sentAt = sentAt.clone();
        this.probes = probes.clone();
        this.arrivedAt = arrivedAt.clone();
        this.corrupted = corrupted.clone();
    }

    /** How many were sent. */
    public int sent() {
        return sentAt.length;
    }

    /** When a probe was sent. */
    public long sentAt(int probe) {
        return sentAt[probe];
    }

    /** How many frames arrived, copies included. */
    public int arrivals() {
        return probes.length;
    }

    /** The number of the probe that arrived as the n-th, from 0. */
    public int probe(int arrival) {
        return probes[arrival];
    }

    /** When the n-th arrived. */
    public long arrivedAt(int arrival) {
        return arrivedAt[arrival];
    }

    /** Whether the n-th had a changed bit. */
    public boolean isCorrupted(int arrival) {
        return corrupted[arrival];
    }

    /** Which probes arrived at least once. */
    public BitSet arrived() {
        var seen = new BitSet(sentAt.length);
        for (int probe : probes) {
            seen.set(probe);
        }
        return seen;
    }

    /** How many probes did not arrive. */
    public int lost() {
        return sentAt.length - arrived().cardinality();
    }

    /** How many arrivals were beyond the first of their probe. */
    public int duplicates() {
        return probes.length - arrived().cardinality();
    }

    /** How many arrivals had a changed bit. */
    public int corrupted() {
        int count = 0;
        for (boolean mark : corrupted) {
            count += mark ? 1 : 0;
        }
        return count;
    }

    /** How many probes arrived for the first time after one that was sent later. */
    public int inversions() {
        var seen = new BitSet(sentAt.length);
        int last = -1;
        int count = 0;
        for (int probe : probes) {
            if (!seen.get(probe)) {
                seen.set(probe);
                count += probe < last ? 1 : 0;
                last = Math.max(last, probe);
            }
        }
        return count;
    }

    /** How long the first copy of each probe that arrived took, in the order in which they were sent. */
    public long[] oneWayDelays() {
        var delays = new long[sentAt.length];
        Arrays.fill(delays, Long.MIN_VALUE);
        for (int i = 0; i < probes.length; i++) {
            if (delays[probes[i]] == Long.MIN_VALUE) {
                delays[probes[i]] = arrivedAt[i] - sentAt[probes[i]];
            }
        }
        return Arrays.stream(delays).filter(delay -> delay != Long.MIN_VALUE).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProbeTrace that
                && Arrays.equals(sentAt, that.sentAt)
                && Arrays.equals(probes, that.probes)
                && Arrays.equals(arrivedAt, that.arrivedAt)
                && Arrays.equals(corrupted, that.corrupted);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(arrivedAt) + Arrays.hashCode(probes);
    }

    @Override
    public String toString() {
        return sentAt.length + " probes sent, " + probes.length + " frames arrived";
    }
}
