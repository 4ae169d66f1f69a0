package chaos.api.calibration;

import java.util.Arrays;
import java.util.stream.LongStream;

/** The one-way delay of each probe of a train, in the order they were sent; immutable. */
public final class ProbeDelays {

    private static final long LOST = -1;

    private final long[] nanos;

    private ProbeDelays(long[] nanos) {
        this.nanos = nanos;
    }

    /** Delays in nanoseconds, one a probe, copied; a negative one stands for a probe that did not arrive. */
    public static ProbeDelays ofNanos(long[] nanos) {
        return new ProbeDelays(Arrays.stream(nanos).map(n -> Math.max(n, LOST)).toArray());
    }

    /** How many probes there were. */
    public int size() {
        return nanos.length;
    }

    /** Whether this probe did not arrive. */
    public boolean isLost(int probe) {
        return nanos[probe] == LOST;
    }

    /** The delays of those that arrived, in nanoseconds. */
    public LongStream arrivedNanos() {
        return Arrays.stream(nanos).filter(n -> n != LOST);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProbeDelays that && Arrays.equals(nanos, that.nanos);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nanos);
    }

    @Override
    public String toString() {
        return nanos.length + " probes, " + arrivedNanos().count() + " arrived";
    }
}
