package chaos.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.impairment.Distribution.Shape;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DistributionTableTest {

    /** Mean, standard deviation, least and greatest, in jitters. */
    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments(Shape.UNIFORM, 0.0, 0.5774, -1.0, 1.0),
                arguments(Shape.NORMAL, 0.0, 1.0, -4.0, 3.523),
                arguments(Shape.PARETO, -0.033, 0.82, -0.6667, 4.0),
                arguments(Shape.PARETONORMAL, -0.025, 0.834, -1.5, 3.88),
                arguments(Shape.EXPONENTIAL, 0.0, 1.0, -1.0, 9.397));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void of_hasTheMomentsOfItsShape(Shape shape, double mean, double sigma, double least, double greatest) {
        var table = DistributionTable.of(shape);
        var values = IntStream.range(0, table.size())
                .mapToDouble(i -> (double) table.at(i) / DistributionTable.SCALE)
                .toArray();
        double average = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
        double square = IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - average) * (values[i] - average))
                .average()
                .orElseThrow();
        assertEquals(mean, average, 0.001);
        assertEquals(sigma, Math.sqrt(square), 0.002);
        assertEquals(least, values[0], 0.01);
        assertEquals(greatest, values[values.length - 1], 0.01);
    }

    /** FNV-1a over the numbers of iproute2 6.1's normal.dist, pareto.dist and paretonormal.dist, in rising order. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("shipped")
    void of_isWhatIproute2Ships(Shape shape, String hash) {
        long value = 0xcbf29ce484222325L;
        var table = DistributionTable.of(shape);
        for (int i = 0; i < table.size(); i++) {
            value = (value ^ (table.at(i) & 0xFFFF)) * 0x100000001b3L;
        }
        assertEquals(hash, Long.toHexString(value));
    }

    static Stream<Arguments> shipped() {
        return Stream.of(
                arguments(Shape.NORMAL, "934820d33f8334b4"),
                arguments(Shape.PARETO, "67c9c87d7b87a671"),
                arguments(Shape.PARETONORMAL, "1841cf9b07a38613"));
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

    @Test
    void of_refusesWhatAModuloWouldBias() {
        assertThrows(IllegalArgumentException.class, () -> DistributionTable.of(new int[3000]));
        assertThrows(IllegalArgumentException.class, () -> DistributionTable.of(new int[0]));
        assertEquals(2, DistributionTable.of(new int[] {5, 1}).size());
    }

    @Test
    void deviation_roundsAsTheKernel() {
        assertEquals(5_000_000, LatencySampler.deviation(5_000_000, DistributionTable.SCALE));
        assertEquals(-5_000_000, LatencySampler.deviation(5_000_000, -DistributionTable.SCALE));
        assertEquals(8_589_672_444L, LatencySampler.deviation(Integer.MAX_VALUE, Short.MAX_VALUE));
    }
}
