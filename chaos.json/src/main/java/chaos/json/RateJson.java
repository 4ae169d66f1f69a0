package chaos.json;

import chaos.api.impairment.RateLimit;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rate a direction may carry, counted in layer-2 bytes without preamble and FCS.
 *
 * @param bitsPerSecond 8 to 1,000,000,000,000, a multiple of 8
 * @param burstBytes bytes that may leave at once: MTU + 22 to 274 s at the rate; absent: the plane chooses
 * @param packetOverhead bytes added to each packet's size, 0 to 65,535; absent: 0
 * @param cellSize only 48: ATM cells with 5 bytes of header each
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RateJson(
        long bitsPerSecond, Optional<Long> burstBytes, Optional<Long> packetOverhead, Optional<Long> cellSize) {

    private static final Part PART = new Part("/rate", "");

    static RateJson of(RateLimit limit) {
        return new RateJson(
                limit.rate().bitsPerSecond(),
                limit.burst().map(ByteCount::bytes),
                Optional.of((long) limit.packetOverhead()),
                limit.cellSize().stream().mapToObj(size -> (long) size).findFirst());
    }

    RateLimit limit() {
        var rate = PART.value("bits_per_second", bitsPerSecond, BitRate::new);
        var burst = burstBytes.map(bytes -> PART.value("burst_bytes", bytes, ByteCount::new));
        int overhead = small("packet_overhead", packetOverhead.orElse(0L), "0 to " + RateLimit.MAX_OVERHEAD + " bytes");
        var cell = cellSize.map(size -> small("cell_size", size, RateLimit.ATM_CELL + " (ATM) or absent"));
        var cells = cell.isPresent() ? OptionalInt.of(cell.get()) : OptionalInt.empty();
        return PART.value("burst_bytes", burst, b -> new RateLimit(rate, b, overhead, cells));
    }

    /** A number that the value holds in 32 bits; the value itself refuses what is out of its narrower bound. */
    private static int small(String name, long number, String bound) {
        if (number != (int) number) {
            throw new MalformedJsonException("/rate/" + name, "must be " + bound + ", was " + number);
        }
        return (int) number;
    }
}
