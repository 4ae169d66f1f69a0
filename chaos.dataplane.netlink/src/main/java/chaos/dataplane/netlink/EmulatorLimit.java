package chaos.dataplane.netlink;

import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.dataplane.netlink.qdisc.Fifo;
import java.util.Optional;

/**
 * How many packets netem may hold. Its own default of 1000 loses packets that nobody asked to lose: everything that
 * arrives during the longest latency must fit, and the queue below counts too. What arrives is not limited by the
 * rate, which is applied behind it; it is taken as 1 Gbit/s of smallest frames, or the rate where that is more.
 */
final class EmulatorLimit {

    /** Above this netem's memory could be tens of gigabytes; what is cut off is said in a warning. */
    static final long MAX = 10_000_000;

    private static final long MIN = 1000;
    private static final long GIGABIT = 125_000_000;
    /** A smallest frame with preamble and gap, in bytes. */
    private static final long SMALLEST = 84;

    /** What a full frame of the usual MTU occupies in the kernel (skb truesize). */
    private static final long FRAME_MEMORY = 2304;

    private static final long REACH = 4;
    /** A frame of the largest MTU (9000) with preamble and gap; what arrives while it is on the line waits too. */
    private static final long LONGEST_FRAME = 9042;

    private static final long NANOS = 1_000_000_000;

    private EmulatorLimit() {}

    static long packets(Impairment impairment, Optional<Fifo> queue) {
        return Math.min(MAX, wanted(impairment, queue));
    }

    static long wanted(Impairment impairment, Optional<Fifo> queue) {
        long rate =
                impairment.rate().map(limit -> limit.rate().bytesPerSecond()).orElse(0L);
        long latency = impairment.latency().map(EmulatorLimit::longest).orElse(0L);
        long bytes = arriving(Math.max(GIGABIT, rate), latency) + LONGEST_FRAME;
        long inFlight = roundedUp(3 * bytes, 2 * SMALLEST); // half as many again as would do
        return Math.max(MIN, inFlight) + queue.map(EmulatorLimit::packets).orElse(0L);
    }

    /** Bytes at a rate in a time, rounded up; exact, and no product of it reaches 2^63 for 10^12 bit/s and a day. */
    private static long arriving(long bytesPerSecond, long nanos) {
        long parts = nanos % NANOS;
        return nanos / NANOS * bytesPerSecond
                + bytesPerSecond / NANOS * parts
                + roundedUp(bytesPerSecond % NANOS * parts, NANOS);
    }

    private static long roundedUp(long amount, long divisor) {
        return (amount + divisor - 1) / divisor;
    }

    /** No shape reaches further than four jitters: the entries of its table have 16 bits. */
    private static long longest(Latency latency) {
        long mean = latency.mean().toNanos();
        return latency instanceof Latency.Stochastic stochastic
                ? mean + REACH * stochastic.jitter().toNanos()
                : mean;
    }

    private static long packets(Fifo queue) {
        return queue.inBytes() ? queue.limit() / SMALLEST + 1 : queue.limit();
    }

    /** Bytes that so many full frames occupy. */
    static long memory(long packets) {
        return packets * FRAME_MEMORY;
    }
}
