package chaos.api.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.dataplane.TimeHistogram.Bin;
import chaos.api.dataplane.TimeHistogram.Measure;
import chaos.api.dataplane.TimeHistogram.Quantiles;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatsTest {

    private static final Quantiles TIMES = quantiles(1, 2, 3, 4, 5, 6);

    private static Duration nanos(long nanos) {
        return Duration.ofNanos(nanos);
    }

    private static Quantiles quantiles(long min, long p50, long p90, long p99, long p999, long max) {
        return new Quantiles(nanos(min), nanos(p50), nanos(p90), nanos(p99), nanos(p999), nanos(max));
    }

    private static TimeHistogram histogram(long count, Bin... bins) {
        return new TimeHistogram(Measure.LATENESS, count, TIMES, nanos(3), List.of(bins));
    }

    private static Bin bin(long from, long to, long count) {
        return new Bin(nanos(from), nanos(to), count);
    }

    static Stream<Arguments> refused() {
        Executable falling = () -> quantiles(1, 2, 3, 4, 3, 6);
        Executable negative = () -> quantiles(-1, 2, 3, 4, 5, 6);
        Executable flat = () -> bin(5, 5, 1);
        Executable below = () -> bin(-1, 5, 1);
        Executable few = () -> bin(0, 5, -1);
        Executable none = () -> histogram(0);
        Executable more = () -> histogram(3, bin(0, 5, 1), bin(5, 6, 1));
        return Stream.of(
                arguments("quantiles must grow from 0, PT0.000000003S is after PT0.000000004S", falling),
                arguments("quantiles must grow from 0, PT-0.000000001S is after PT0S", negative),
                arguments("a bin from PT0.000000005S to PT0.000000005S cannot hold 1", flat),
                arguments("a bin from PT-0.000000001S to PT0.000000005S cannot hold 1", below),
                arguments("a bin from PT0S to PT0.000000005S cannot hold -1", few),
                arguments("a histogram of 0 packets has bins of 0", none),
                arguments("a histogram of 3 packets has bins of 2", more));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void histogram_thatCannotBe_isRefusedWithTheNumber(String message, Executable made) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, made).getMessage());
    }

    @Test
    void histogram_keepsWhatItWasGiven() {
        assertEquals(2, histogram(2, bin(0, 5, 1), bin(5, 7, 1)).bins().size());
        assertEquals("lateness", Measure.LATENESS.word());
        assertEquals("added_delay", Measure.ADDED_DELAY.word());
    }

    /** Where neither knows the drops of the port, the sum does not either. */
    @Test
    void drops_addUp() {
        var silent = new DropCauses(1, 2, 3, 4);
        var telling = new DropCauses(1, 0, 0, 0, OptionalLong.of(5));
        assertEquals(new DropCauses(2, 4, 6, 8), silent.plus(silent));
        assertEquals(new DropCauses(2, 2, 3, 4, OptionalLong.of(5)), silent.plus(telling));
        assertEquals(new DropCauses(2, 0, 0, 0, OptionalLong.of(10)), telling.plus(telling));
    }

    /** The words are the contract's, and those of a transition have not changed. */
    @Test
    void transitions_sayWhatBecameOfPacketsInFlight() {
        assertEquals(
                "none none, in_place kept, in_place kept_in_order, rebuilt lost",
                Arrays.stream(Transition.values())
                        .map(transition ->
                                transition.word() + " " + transition.inFlight().word())
                        .collect(Collectors.joining(", ")));
    }
}
