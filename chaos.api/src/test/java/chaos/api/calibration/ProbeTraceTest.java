package chaos.api.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ProbeTraceTest {

    /** Five sent; 2 overtakes 1, 3 comes twice and then with a changed bit, 4 never comes. */
    private static final ProbeTrace TRACE = new ProbeTrace(
            new long[] {0, 10, 20, 30, 40}, new int[] {0, 2, 1, 3, 3}, new long[] {5, 26, 27, 38, 39}, new boolean[] {
                false, false, false, false, true
            });

    @Test
    void countsWhatBecameOfProbes() {
        assertEquals(5, TRACE.sent());
        assertEquals(5, TRACE.arrivals());
        assertEquals(1, TRACE.lost());
        assertEquals(1, TRACE.duplicates());
        assertEquals(1, TRACE.corrupted());
        assertEquals(1, TRACE.inversions());
    }

    @Test
    void delaysAreOfTheFirstCopyInTheOrderOfSending() {
        assertArrayEquals(new long[] {5, 17, 6, 8}, TRACE.oneWayDelays());
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ProbeTrace(new long[1], new int[] {1}, new long[1], new boolean[1]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ProbeTrace(new long[1], new int[1], new long[2], new boolean[1]));
    }
}
