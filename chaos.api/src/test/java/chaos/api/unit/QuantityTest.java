package chaos.api.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "25mbit, 25000000, 25mbit", "2.5gbit, 2500000000, 2.5gbit", "8bit, 8, 8bit", "1tbit, 1000000000000, 1000gbit",
        "1MBIT, 1000000, 1mbit", "64 kbit, 64000, 64kbit", "1kbps, 8000, 8kbit", "1000008bit, 1000008, 1.000008mbit"
    })
    void rate_parsesAndPrints(String text, long bits, String printed) {
        assertEquals(bits, BitRate.parse(text).bitsPerSecond());
        assertEquals(printed, BitRate.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "25",
                "0mbit",
                "7bit",
                "12bit",
                "1.1tbit",
                "-1mbit",
                "1mibit",
                "1e3kbit",
                "0.5bit",
                "mbit",
                "99999999999999999999mbit",
                "999999999999999999tbit",
                "25mbit/s",
                "NaN"
            })
    void rate_refusesGarbage(String text) {
        assertThrows(IllegalArgumentException.class, () -> BitRate.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1500, 1500, 1500b",
        "32kb, 32768, 32kb",
        "1mb, 1048576, 1mb",
        "1gb, 1073741824, 1024mb",
        "4G, 4294967296, 4096mb",
        "0, 0, 0b",
        "1.5kb, 1536, 1536b"
    })
    void size_parsesAndPrints(String text, long bytes, String printed) {
        assertEquals(bytes, ByteCount.parse(text).bytes());
        assertEquals(printed, ByteCount.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "0.3kb", "1tb", "9999999999gb", "9223372036854775808", "kb"})
    void size_refusesGarbage(String text) {
        assertThrows(IllegalArgumentException.class, () -> ByteCount.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "40ms, 40000000, 40ms",
        "1.5s, 1500000000, 1.5s",
        "250us, 250000, 250us",
        "1ns, 1, 1ns",
        "0ms, 0, 0ns",
        "3600s, 3600000000000, 3600s",
        "1500us, 1500000, 1.5ms"
    })
    void duration_parsesAndPrints(String text, long nanos, String printed) {
        assertEquals(Duration.ofNanos(nanos), DurationText.parse(text));
        assertEquals(printed, DurationText.print(DurationText.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "40", "-10ms", "0.5ns", "1m", "1h", "ms", "1e3ms", "999999999999999999s", "1..5s"})
    void duration_refusesGarbage(String text) {
        assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text));
    }

    @Test
    void aRate_carriesWholeBytesInATime() {
        assertEquals(12_500_001, BitRate.parse("10gbit").bytesIn(Duration.ofNanos(10_000_001)));
        assertEquals(0, new BitRate(8).bytesIn(Duration.ofNanos(999_999_999)));
        assertEquals(450_000_000_000_000L, BitRate.parse("1tbit").bytesIn(Duration.ofHours(1)));
    }

    @Property
    void everyRate_comesBackFromItsText(@ForAll @LongRange(min = 1, max = BitRate.MAX / 8) long bytesPerSecond) {
        var rate = new BitRate(bytesPerSecond * 8);
        assertEquals(rate, BitRate.parse(rate.toString()));
    }

    @Property
    void everyDuration_comesBackFromItsText(@ForAll @LongRange(max = 3_600_000_000_000L) long nanos) {
        var duration = Duration.ofNanos(nanos);
        assertEquals(duration, DurationText.parse(DurationText.print(duration)));
    }
}
