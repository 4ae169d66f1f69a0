package chaos.dataplane.netlink;

import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.dataplane.netlink.qdisc.Fifo;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
    private static final BigDecimal LONGEST_FRAME = new BigDecimal(9042);

    private static final BigDecimal HEADROOM = new BigDecimal("1.5");
    private static final BigDecimal NANOS = new BigDecimal(1_000_000_000);

    private EmulatorLimit() {}

    static long packets(Impairment impairment, Optional<Fifo> queue) {
        return Math.min(MAX, wanted(impairment, queue));
    }

    static long wanted(Impairment impairment, Optional<Fifo> queue) {
        long rate =
                impairment.rate().map(limit -> limit.rate().bytesPerSecond()).orElse(0L);
        long inFlight = BigDecimal.valueOf(Math.max(GIGABIT, rate))
                .multiply(BigDecimal.valueOf(
                        impairment.latency().map(EmulatorLimit::longest).orElse(0L)))
                .divide(NANOS, 0, RoundingMode.UP)
                .add(LONGEST_FRAME)
                .multiply(HEADROOM)
                .divide(BigDecimal.valueOf(SMALLEST), 0, RoundingMode.UP)
                .longValue();
        return Math.max(MIN, inFlight) + queue.map(EmulatorLimit::packets).orElse(0L);
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
