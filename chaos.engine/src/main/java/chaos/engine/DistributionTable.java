package chaos.engine;

import chaos.api.impairment.Distribution;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * A distribution as netem knows it: equally likely deviations from the mean, in parts of {@value #SCALE} of the jitter
 * ({@code NETEM_DIST_SCALE}), in rising order. Those with a name of iproute2's hold the numbers that iproute2 ships
 * ({@code netem/normal.c}, {@code pareto.c}, {@code paretonormal.c}); uniform is a straight line, which has none of the
 * bias of the kernel's modulo; exponential is not clipped at 4 J as 16 bits would be.
 */
public final class DistributionTable {

    /** What one jitter is in the table. */
    public static final int SCALE = 8192;

    private static final int SHIPPED = 4096;
    private static final int LINE = 16_384;
    private static final double STEP = .00005;
    private static final int CLIPPED = Short.MAX_VALUE;

    private static final Map<Distribution.Shape, DistributionTable> SHAPES = new EnumMap<>(Distribution.Shape.class);

    private final int[] deviations;

    private DistributionTable(int[] deviations) {
        this.deviations = deviations;
    }

    /**
     * A table of measured or made deviations.
     *
     * @param deviations in parts of {@value #SCALE} of the jitter; copied; a power of two of them, 2 to 16384, which is
     *     what the kernel's modulo takes without a bias
     * @throws IllegalArgumentException if their number is another
     */
    public static DistributionTable of(int[] deviations) {
        int size = deviations.length;
        if (size < 2 || size > LINE || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("a table must have a power of two of entries, 2 to 16384, had " + size);
        }
        var sorted = deviations.clone();
        Arrays.sort(sorted);
        return new DistributionTable(sorted);
    }

    /** The table of a shape. */
    public static DistributionTable of(Distribution.Shape shape) {
        synchronized (SHAPES) {
            return SHAPES.computeIfAbsent(shape, DistributionTable::make);
        }
    }

    /** How many entries there are, a power of two. */
    public int size() {
        return deviations.length;
    }

    /**
     * An entry.
     *
     * @param index 0 to {@link #size} - 1
     */
    public int at(int index) {
        return deviations[index];
    }

    private static DistributionTable make(Distribution.Shape shape) {
        return new DistributionTable(
                switch (shape) {
                    case UNIFORM -> line();
                    case NORMAL -> clipped(normal());
                    case PARETO -> shipped(DistributionTable::pareto);
                    case PARETONORMAL -> paretonormal();
                    case EXPONENTIAL -> exponential();
                });
    }

    private static int[] line() {
        var line = new int[LINE];
        Arrays.setAll(line, i -> i - LINE / 2);
        return line;
    }

    private static int[] shipped(IntUnaryOperator entry) {
        var table = new int[SHIPPED];
        Arrays.setAll(table, entry);
        return table;
    }

    /**
     * netem/normal.c: at 4 i of 16384 stands the last x, in steps of 0.00005 from -10, where 16384 times the
     * distribution still rounds to that. The steps are added up, with the rounding errors that this has in C.
     */
    private static int[] normal() {
        var table = new int[SHIPPED];
        double x = -10;
        for (int i = 0; i < SHIPPED; i++) {
            double bound = NormalCurve.quantile((4 * i + 0.5) / LINE);
            while (x + STEP <= bound) {
                x += STEP;
            }
            table[i] = (int) Math.rint(x * SCALE);
        }
        return table;
    }

    private static int[] clipped(int[] table) {
        Arrays.setAll(table, i -> Math.max(Short.MIN_VALUE, table[i]));
        return table;
    }

    private static int[] paretonormal() {
        var normal = normal();
        return shipped(i -> (normal[i] + 3 * pareto(i)) / 4);
    }

    /** netem/pareto.c, a = 3, from the smallest; a table there runs from the largest share to the least. */
    private static int pareto(int i) {
        double share = (65_536 - 16 * i) / 65_536.0;
        double x = (1 / StrictMath.pow(share, 1 / 3.0) - 1.5) * (4 / 3.0) * SCALE;
        return (int) Math.rint(Math.min(x, CLIPPED));
    }

    private static int[] exponential() {
        var table = new int[LINE];
        Arrays.setAll(table, i -> (int) Math.rint((-StrictMath.log(1 - (i + 0.5) / LINE) - 1) * SCALE));
        return table;
    }
}
