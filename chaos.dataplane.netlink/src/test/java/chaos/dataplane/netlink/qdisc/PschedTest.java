package chaos.dataplane.netlink.qdisc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PschedTest {

    /** Bytes at bytes a second; the same rows are shown by a real kernel in PschedKernelTest. */
    @ParameterizedTest
    @CsvSource({
        "3044, 1250000, false, 38050",
        "200000, 1250000000, false, 2499",
        "1, 1, false, 15625000",
        "125000000, 125000000000, false, 15624",
        "48, 53000, true, 15624",
        "49, 53000, true, 31249",
        "1000, 0x7fffffff, false, 7",
    })
    void ticks_areTheKernels(long bytes, String rate, boolean cells, long ticks) {
        assertEquals(ticks, Psched.ticks(new Tbf.Framing(0, cells).framed(bytes), Long.decode(rate)));
    }

    /** Exact arithmetic differs by what the multiplier and both roundings take away: less than a tick and 2^-31. */
    @Property
    boolean ticks_areNearTheExactTime(
            @ForAll @LongRange(min = 1, max = 125_000_000_000L) long rate,
            @ForAll @LongRange(min = 1, max = 0xFFFF_FFFFL) long bytes) {
        double exact = bytes * 1e9 / rate / Psched.TICK_NANOS;
        if (exact > Psched.MAX_TICKS) {
            return true;
        }
        long ticks = Psched.ticks(bytes, rate);
        return ticks <= exact + 1e-6 * exact && ticks >= exact - 1.1 - exact / 1e9;
    }

    @Test
    void ticks_ofALongTimeSaturate() {
        assertEquals(625_000, Psched.ticks(40_000_000));
        assertEquals(0, Psched.ticks(63));
        assertEquals(Psched.MAX_TICKS, Psched.ticks(3_600_000_000_000L));
    }

    @Test
    void problems_areNoneOnEveryKernelOfToday() {
        assertEquals(0, Psched.problems("000003e8 00000040 000f4240 3b9aca00\n").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "000003e8 00000400 000f4240 3b9aca00", "000003e8 00000040"})
    void problems_areToldOfAnyOtherClock(String text) {
        assertTrue(Psched.problems(text).get(0).contains("/proc/net/psched"));
    }
}
