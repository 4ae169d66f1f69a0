package chaos.engine;

import chaos.api.impairment.RateLimit;
import java.math.BigInteger;

/**
 * A token bucket as the kernel's {@code tbf_dequeue} ({@code net/sched/sch_tbf.c}): tokens are nanoseconds at the rate,
 * the bucket starts full, and a packet costs its length at the rate, rounded down. One that a change made larger than
 * the bucket costs all that is in a full one; the kernel would never let it go, nor anything behind it.
 */
final class TokenBucket {

    private static final long SECOND = 1_000_000_000L;
    private static final int CELL_BYTES = 53;

    private final RateLimit rate;
    private final long bytesPerSecond;
    private final long burstBytes;
    private final int overhead;
    private final int cell;
    private final long depth;
    private long tokens;
    private long last;
    private int costedBytes = -1;
    private long costed;

    /**
     * A full bucket.
     *
     * @param rate with its burst
     * @param now the time it is made
     */
    TokenBucket(RateLimit rate, long now) {
        this.rate = rate;
        this.bytesPerSecond = rate.rate().bytesPerSecond();
        this.burstBytes = rate.burst()
                .orElseThrow(() -> new IllegalArgumentException("a rate needs its burst here; fill in the defaults"))
                .bytes();
        this.overhead = rate.packetOverhead();
        this.cell = rate.cellSize().orElse(0);
        this.depth = nanos(wire(burstBytes));
        this.tokens = depth;
        this.last = now;
    }

    /** The bucket of another rate with as many bytes in it as there are in this one, if it holds so many. */
    TokenBucket changed(RateLimit another, long at) {
        if (another.equals(rate)) {
            return this;
        }
        var next = new TokenBucket(another, at);
        var level = BigInteger.valueOf(filled(at))
                .multiply(BigInteger.valueOf(bytesPerSecond))
                .divide(BigInteger.valueOf(next.bytesPerSecond));
        next.tokens = level.min(BigInteger.valueOf(next.depth)).longValueExact();
        return next;
    }

    /** Whether a packet of this size can ever pass; the kernel drops the others when they come. */
    boolean passes(int bytes) {
        return bytes <= burstBytes;
    }

    /**
     * Takes the tokens of a packet if they are there.
     *
     * @return how long to wait and ask again, in nanoseconds; 0: they were taken
     */
    long take(int bytes, long now) {
        long left = filled(now) - Math.min(depth, cost(bytes));
        if (left < 0) {
            return -left;
        }
        tokens = left;
        last = now;
        return 0;
    }

    private long filled(long now) {
        return Math.min(depth, Math.min(now - last, depth) + tokens);
    }

    /** What a packet costs, in nanoseconds. */
    long cost(int bytes) {
        if (bytes != costedBytes) {
            costedBytes = bytes;
            costed = wire(bytes) * SECOND / bytesPerSecond;
        }
        return costed;
    }

    /** Bytes of a packet as the rate counts them: {@code psched_l2t_ns}, cells of 48 in 53 for ATM. */
    private long wire(long bytes) {
        long counted = bytes + overhead;
        return cell == 0 ? counted : (counted + cell - 1) / cell * CELL_BYTES;
    }

    /** A burst of terabytes times a second's nanoseconds has more than 63 bits on the way, not at the end. */
    private long nanos(long bytes) {
        return BigInteger.valueOf(bytes)
                .multiply(BigInteger.valueOf(SECOND))
                .divide(BigInteger.valueOf(bytesPerSecond))
                .longValueExact();
    }
}
