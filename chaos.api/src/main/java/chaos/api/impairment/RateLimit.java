package chaos.api.impairment;

import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rate a direction may carry, by a token bucket.
 *
 * @param rate bits a second of layer-2 bytes, without preamble and FCS
 * @param burst bytes that may leave at once; absent: the plane chooses and shows it
 * @param packetOverhead bytes added to each packet's size, 0 to 65,535
 * @param cellSize payload bytes of a link-layer cell; only 48 (ATM, 5 bytes of header a cell)
 */
public record RateLimit(BitRate rate, Optional<ByteCount> burst, int packetOverhead, OptionalInt cellSize) {

    /** The largest overhead a packet. */
    public static final int MAX_OVERHEAD = 0xFFFF;

    /** The only cell size: an ATM cell's payload. */
    public static final int ATM_CELL = 48;

    /** Bursts above so many seconds at the rate wrap around in the kernel's 2^32 ticks of 64 ns. */
    public static final int MAX_BURST_SECONDS = 274;

    /**
     * A rate limit.
     *
     * @throws InvalidFieldException if the burst, the overhead or the cell size is out of range
     */
    public RateLimit {
        if (packetOverhead < 0 || packetOverhead > MAX_OVERHEAD) {
            throw new InvalidFieldException(
                    "/rate/packet_overhead", "must be 0 to " + MAX_OVERHEAD + " bytes, was " + packetOverhead);
        }
        if (cellSize.isPresent() && cellSize.getAsInt() != ATM_CELL) {
            throw new InvalidFieldException(
                    "/rate/cell_size", "must be " + ATM_CELL + " (ATM) or absent, was " + cellSize.getAsInt());
        }
        burst.ifPresent(bytes -> requireBurst(rate, bytes));
    }

    /** A rate alone. */
    public static RateLimit of(BitRate rate) {
        return new RateLimit(rate, Optional.empty(), 0, OptionalInt.empty());
    }

    /** The same with this burst. */
    public RateLimit withBurst(ByteCount bytes) {
        return new RateLimit(rate, Optional.of(bytes), packetOverhead, cellSize);
    }

    private static void requireBurst(BitRate rate, ByteCount burst) {
        long max = Math.multiplyExact(rate.bytesPerSecond(), MAX_BURST_SECONDS);
        if (burst.bytes() < 1 || burst.bytes() > max) {
            throw new InvalidFieldException(
                    "/rate/burst_bytes",
                    "must be 1 to " + max + " bytes (" + MAX_BURST_SECONDS + " s at " + rate + "), was "
                            + burst.bytes());
        }
    }
}
