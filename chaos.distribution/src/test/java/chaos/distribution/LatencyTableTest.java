package chaos.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Distribution.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
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
        return (double) table.at(index) / LatencyTable.SCALE;
    }

    /** docs/distributions.md says what is. */
    @Test
    void document_hasTheFiguresOfTheTables() throws IOException {
        var document = Files.readString(Path.of("../docs/distributions.md"));
        for (var shape : Shape.values()) {
            var table = LatencyTable.of(shape);
            var row = String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %.3f | %.3f | %.3f | %.2f %% |",
                    shape.kind(),
                    String.format(Locale.ROOT, "%.3f", table.mean()).replace("-0.000", "0.000"),
                    table.deviation(),
                    entry(table, 0),
                    entry(table, table.size() - 1),
                    table.shareCut() * 100);
            assertTrue(document.contains(row), row);
        }
    }

    /** FNV-1a over the entries: the same on every machine and every Java. */
    @ParameterizedTest
    @CsvSource({
        "UNIFORM, 944fed995f296325",
        "NORMAL, 1cc53445367568f0",
        "PARETO, d9a97d5d53635359",
        "PARETONORMAL, 49dfbce9a2364434",
        "EXPONENTIAL, ec896d50d6ec7f29"
    })
    void of_aShape_isTheSameEverywhere(Shape shape, String hash) {
        long value = 0xcbf29ce484222325L;
        var table = LatencyTable.of(shape);
        for (int i = 0; i < table.size(); i++) {
            value = (value ^ (table.at(i) & 0xFFFF)) * 0x100000001b3L;
        }
        assertEquals(hash, Long.toHexString(value));
    }

    @Test
    void encode_writesTheEntriesInOrder() {
        var table = LatencyTable.of((short) -2, (short) 258);
        var bytes = ByteBuffer.allocate(table.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        table.encode(bytes);
        assertArrayEquals(new byte[] {-2, -1, 2, 1}, bytes.array());
    }

    @Test
    void deviation_roundsAsTheKernel() {
        assertEquals(5_000_000, LatencyTable.deviation(5_000_000, LatencyTable.SCALE));
        assertEquals(-5_000_000, LatencyTable.deviation(5_000_000, -LatencyTable.SCALE));
        assertEquals(8_589_672_444L, LatencyTable.deviation(Integer.MAX_VALUE, Short.MAX_VALUE));
        assertEquals(1, LatencyTable.deviation(4096, 1));
        assertEquals(-1, LatencyTable.deviation(4096, -1));
        assertEquals(0, LatencyTable.deviation(4095, 1));
    }

    @Test
    void quantile_isThatOfALibrary() {
        var reference = new NormalDistribution();
        IntStream.range(1, 10_000)
                .mapToDouble(i -> i / 10_000.0)
                .forEach(share ->
                        assertEquals(reference.inverseCumulativeProbability(share), NormalCurve.quantile(share), 1e-8));
        assertEquals(-8.222082216130435, NormalCurve.quantile(1e-16), 1e-12);
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
    void of_entries_areCopiedSortedAndCompared() {
        short[] entries = {3, 1, 2};
        var table = LatencyTable.of(entries);
        entries[0] = 7;
        assertEquals(LatencyTable.of((short) 1, (short) 2, (short) 3), table);
        assertEquals(
                table.hashCode(),
                LatencyTable.of((short) 3, (short) 2, (short) 1).hashCode());
        assertEquals(1, table.at(0));
        assertNotEquals(LatencyTable.of(entries), table);
        assertTrue(table.toString().contains("3 entries"), table.toString());
        assertThrows(IllegalArgumentException.class, () -> LatencyTable.of());
        assertThrows(IllegalArgumentException.class, () -> LatencyTable.of(new short[LatencyTable.MAX_ENTRIES + 1]));
    }
}
