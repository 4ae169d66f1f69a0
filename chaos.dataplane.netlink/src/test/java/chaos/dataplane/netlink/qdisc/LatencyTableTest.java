package chaos.dataplane.netlink.qdisc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Distribution.Shape;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTableTest {

    /**
     * Each row: mean, deviation, smallest and largest entry in jitters, and the share that is cut, as they follow from
     * the formulas: a Pareto tail beyond 4 begins at the share 4.5^-3 = 0.01097, an exponential one at e^-5 = 0.00674.
     */
    @ParameterizedTest
    @CsvSource({
        "UNIFORM,      0,      0.57735, -1,      1,      0",
        "NORMAL,       0,      0.99975, -3.9999, 3.9999, 0.00006",
        "PARETO,       -0.033, 0.8209,  -0.6667, 3.9999, 0.01099",
        "PARETONORMAL, -0.025, 0.8366,  -1.5,    3.9999, 0.01099",
        "EXPONENTIAL,  -0.0067, 0.966,  -1,      3.9999, 0.00674"
    })
    void of_aShape_isItsFormula(Shape shape, double mean, double deviation, double least, double most, double cut) {
        var table = LatencyTable.of(shape);
        assertEquals(LatencyTable.MAX_ENTRIES, table.size());
        assertEquals(mean, table.mean(), 0.001);
        assertEquals(deviation, table.deviation(), 0.002);
        assertEquals(least, entry(table, 0), 0.002);
        assertEquals(most, entry(table, table.size() - 1), 0.001);
        assertEquals(cut, table.shareCut(), 0.0001);
    }

    private static double entry(LatencyTable table, int index) {
        var bytes = ByteBuffer.allocate(table.bytes());
        table.encode(bytes);
        return (double) bytes.getShort(index * Short.BYTES) / LatencyTable.SCALE;
    }

    /** Quantiles of the normal distribution from published tables. */
    @ParameterizedTest
    @CsvSource({"0.5, 0", "0.841344746, 1", "0.975, 1.959964", "0.99, 2.326348", "0.999, 3.090232", "0.025, -1.959964"})
    void of_normal_hasItsQuantiles(double share, double quantile) {
        int index = (int) (share * LatencyTable.MAX_ENTRIES);
        assertEquals(quantile, entry(LatencyTable.of(Shape.NORMAL), index), 0.01);
    }

    @Test
    void shareBelowZero_countsDraws() {
        var uniform = LatencyTable.of(Shape.UNIFORM);
        assertEquals(0, uniform.shareBelowZero(10, 10));
        assertEquals(0.25, uniform.shareBelowZero(5_000_000, 10_000_000), 0.001);
        assertEquals(0.5, uniform.shareBelowZero(0, 10_000_000), 0.001);
    }

    @Test
    void of_entries_areCopiedAndCompared() {
        short[] entries = {1, 2, 3};
        var table = LatencyTable.of(entries);
        entries[0] = 7;
        assertEquals(LatencyTable.of((short) 1, (short) 2, (short) 3), table);
        assertEquals(
                table.hashCode(),
                LatencyTable.of((short) 1, (short) 2, (short) 3).hashCode());
        assertNotEquals(LatencyTable.of(entries), table);
        assertTrue(table.toString().contains("3 entries"), table.toString());
        assertThrows(IllegalArgumentException.class, () -> LatencyTable.of());
        assertThrows(IllegalArgumentException.class, () -> LatencyTable.of(new short[LatencyTable.MAX_ENTRIES + 1]));
    }
}
