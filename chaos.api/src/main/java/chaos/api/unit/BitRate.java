package chaos.api.unit;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;

/**
 * Bits a second that a direction may carry, counted in layer-2 bytes without preamble and FCS. The kernel holds bytes a
 * second ({@code tc_ratespec.rate}), so only whole bytes a second exist.
 *
 * @param bitsPerSecond {@value #MIN} to {@value #MAX}, a multiple of 8
 */
public record BitRate(long bitsPerSecond) implements Comparable<BitRate> {

    /** The slowest rate: one byte a second. */
    public static final long MIN = 8;

    /** The fastest rate: 1 Tbit/s. */
    public static final long MAX = 1_000_000_000_000L;

    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;
    private static final long GIGA = 1_000_000_000;
    private static final Map<String, Long> UNITS = Map.of(
            "bit", 1L, "kbit", KILO, "mbit", MEGA, "gbit", GIGA, "tbit", MAX, "bps", 8L, "kbps", 8 * KILO, "mbps",
            8 * MEGA, "gbps", 8 * GIGA);

    /**
     * A rate in bits a second.
     *
     * @throws IllegalArgumentException if outside the bounds, or not a whole number of bytes a second
     */
    public BitRate {
        if (bitsPerSecond < MIN || bitsPerSecond > MAX) {
            throw new IllegalArgumentException(
                    "must be " + MIN + " bit/s to 1 Tbit/s (" + MAX + "), was " + bitsPerSecond);
        }
        if (bitsPerSecond % 8 != 0) {
            throw new IllegalArgumentException(
                    "must be a whole number of bytes per second (a multiple of 8 bit/s), was " + bitsPerSecond);
        }
    }

    /**
     * A rate as people write it: {@code 25mbit}, {@code 2.5gbit}; as in {@code tc}, {@code bps} means bytes a second.
     *
     * @throws IllegalArgumentException if it has no known unit or is outside the bounds
     */
    public static BitRate parse(String text) {
        return new BitRate(Quantity.parse(text, UNITS, "a rate such as 25mbit (bit, kbit, mbit, gbit)"));
    }

    /** The kernel's unit. */
    public long bytesPerSecond() {
        return bitsPerSecond / 8;
    }

    /** Bytes that it carries in a time, rounded down. */
    public long bytesIn(Duration time) {
        return BigInteger.valueOf(bytesPerSecond())
                .multiply(BigInteger.valueOf(time.toNanos()))
                .divide(BigInteger.valueOf(GIGA))
                .longValueExact();
    }

    /** As {@link #parse} reads it, for example {@code 25mbit}. */
    @Override
    public String toString() {
        if (bitsPerSecond >= GIGA) {
            return Quantity.scaled(bitsPerSecond, GIGA) + "gbit";
        }
        if (bitsPerSecond >= MEGA) {
            return Quantity.scaled(bitsPerSecond, MEGA) + "mbit";
        }
        return bitsPerSecond >= KILO ? Quantity.scaled(bitsPerSecond, KILO) + "kbit" : bitsPerSecond + "bit";
    }

    @Override
    public int compareTo(BitRate other) {
        return Long.compare(bitsPerSecond, other.bitsPerSecond);
    }
}
