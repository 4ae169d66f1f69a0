package chaos.dataplane.netlink;

import chaos.api.unit.BitRate;
import chaos.dataplane.netlink.qdisc.Fifo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * How many packets netem may hold. Its own default of 1000 loses packets that nobody asked to lose: everything that
 * arrives during the latency must fit, and the queue below counts too. What arrives is not limited by the rate, which
 * is applied behind it; it is taken as 1 Gbit/s of smallest frames, or the rate where that is more.
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

    private static final BigDecimal HEADROOM = new BigDecimal("1.5");
    private static final BigDecimal NANOS = new BigDecimal(1_000_000_000);

    private EmulatorLimit() {}

    static long packets(Duration latency, Optional<BitRate> rate, Optional<Fifo> queue) {
        return Math.min(MAX, wanted(latency, rate, queue));
    }

    static long wanted(Duration latency, Optional<BitRate> rate, Optional<Fifo> queue) {
        long arriving = Math.max(GIGABIT, rate.map(BitRate::bytesPerSecond).orElse(0L));
        long inFlight = BigDecimal.valueOf(arriving)
                .multiply(BigDecimal.valueOf(latency.toNanos()))
                .multiply(HEADROOM)
                .divide(NANOS.multiply(BigDecimal.valueOf(SMALLEST)), 0, RoundingMode.UP)
                .longValue();
        return Math.max(MIN, inFlight) + queue.map(EmulatorLimit::packets).orElse(0L);
    }

    private static long packets(Fifo queue) {
        return queue.inBytes() ? queue.limit() / SMALLEST + 1 : queue.limit();
    }

    /** Bytes that so many full frames occupy. */
    static long memory(long packets) {
        return packets * FRAME_MEMORY;
    }
}
