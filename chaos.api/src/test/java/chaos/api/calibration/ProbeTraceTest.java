package chaos.api.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProbeTraceTest {

    /** Five sent; 2 overtakes 1, 3 comes twice and then with a changed bit, 4 never comes. */
    private static final ProbeTrace TRACE = new ProbeTrace(
            new long[] {0, 10, 20, 30, 40}, new int[] {0, 2, 1, 3, 3}, new long[] {5, 26, 27, 38, 39}, new boolean[] {
                false, false, false, false, true
            });

    @Test
    void countsWhatBecameOfProbes() {
        assertThat(TRACE.sent()).isEqualTo(5);
        assertThat(TRACE.arrivals()).isEqualTo(5);
        assertThat(TRACE.lost()).isEqualTo(1);
        assertThat(TRACE.duplicates()).isEqualTo(1);
        assertThat(TRACE.corrupted()).isEqualTo(1);
        assertThat(TRACE.inversions()).isEqualTo(1);
    }

    @Test
    void delaysAreOfTheFirstCopyInTheOrderOfSending() {
        assertThat(TRACE.oneWayDelays()).containsExactly(5, 17, 6, 8);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new ProbeTrace(new long[1], new int[] {1}, new long[1], new boolean[1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProbeTrace(new long[1], new int[1], new long[2], new boolean[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
