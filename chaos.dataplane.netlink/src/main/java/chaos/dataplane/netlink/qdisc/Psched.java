package chaos.dataplane.netlink.qdisc;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The kernel's packet-scheduler clock: one tick is 64 ns ({@code include/net/pkt_sched.h}, PSCHED_SHIFT 6), and time
 * that a packet takes at a rate is computed with a multiplier and a shift ({@code net/sched/sch_generic.c},
 * psched_ratecfg_precompute__).
 */
public final class Psched {

    /** Nanoseconds a tick. */
    public static final long TICK_NANOS = 64;

    /** The longest time in ticks: 274.88 s. */
    public static final long MAX_TICKS = 0xFFFF_FFFFL;

    private static final long NANOS = 1_000_000_000;
    private static final long TOP_BIT = 1L << 31;
    private static final int FIELDS = 4;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Psched() {}

    /** Nanoseconds in ticks, rounded down as the kernel does; more than fits becomes the most that fits. */
    public static long ticks(long nanos) {
        return Math.min(MAX_TICKS, nanos / TICK_NANOS);
    }

    /**
     * Ticks that so many bytes take at a rate, as the kernel's psched_l2t_ns computes them and tbf shows them.
     *
     * @param bytes with all framing; the kernel counts them in 32 bits
     * @param bytesPerSecond above 0
     */
    public static long ticks(long bytes, long bytesPerSecond) {
        int shift = 0;
        long factor = NANOS;
        long multiplier = Long.divideUnsigned(factor, bytesPerSecond);
        while ((multiplier & TOP_BIT) == 0 && factor > 0) {
            factor <<= 1;
            shift++;
            multiplier = Long.divideUnsigned(factor, bytesPerSecond);
        }
        return ((bytes * multiplier) >>> shift) / TICK_NANOS;
    }

    /**
     * What is wrong with a kernel's clock, or nothing.
     *
     * @param psched the text of {@code /proc/net/psched}
     */
    public static List<String> problems(String psched) {
        String[] fields = SPACE.split(psched.strip(), -1);
        if (fields.length != FIELDS) {
            return List.of("/proc/net/psched has " + fields.length + " fields, expected " + FIELDS);
        }
        // tick2us and us2tick of psched_show: nanoseconds a microsecond, then nanoseconds a tick
        return "000003e8".equals(fields[0]) && "00000040".equals(fields[1])
                ? List.of()
                : List.of("this kernel's packet-scheduler tick is not 64 ns: /proc/net/psched says " + psched.strip());
    }
}
