package chaos.distribution;

import chaos.api.impairment.Distribution;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * The shape of a stochastic latency as netem takes it ({@code TCA_NETEM_DELAY_DIST}): equally likely deviations from
 * the mean in rising order, each in parts of {@value #SCALE} of the jitter. One of them is drawn, evenly, and {@link
 * #deviation} added to the latency ({@code net/sched/sch_netem.c}, tabledist). Those of the shapes are computed from
 * their formulas, the same on every machine; what lies beyond 4 jitters does not fit into 16 bits and is cut there.
 *
 * <p>The shapes have the most entries that the kernel accepts, a power of two, because netem takes its random number
 * modulo their number: other numbers have a bias, of one part in 2<sup>18</sup> at most.
 */
public final class LatencyTable {

    /** One jitter ({@code NETEM_DIST_SCALE}). */
    public static final int SCALE = 8192;

    /** The most entries ({@code NETEM_DIST_MAX}). */
    public static final int MAX_ENTRIES = 16384;

    private static final double PARETO_EXPONENT = 3;
    private static final Map<Distribution.Shape, LatencyTable> SHAPES = new EnumMap<>(Distribution.Shape.class);

    private final short[] entries;
    private final double shareCut;

    private LatencyTable(short[] entries, double shareCut) {
        this.entries = entries;
        this.shareCut = shareCut;
    }

    /** The table of a shape; made when it is first asked for. */
    public static LatencyTable of(Distribution.Shape shape) {
        synchronized (SHAPES) {
            return SHAPES.computeIfAbsent(shape, LatencyTable::make);
        }
    }

    /**
     * A table of somebody's own.
     *
     * @param entries 1 to {@value #MAX_ENTRIES} deviations in any order; copied
     * @throws IllegalArgumentException if there are none or too many
     */
    public static LatencyTable of(short... entries) {
        if (entries.length == 0 || entries.length > MAX_ENTRIES) {
            throw new IllegalArgumentException("must have 1 to " + MAX_ENTRIES + " entries, has " + entries.length);
        }
        short[] sorted = entries.clone();
        Arrays.sort(sorted);
        return new LatencyTable(sorted, 0);
    }

    private static LatencyTable make(Distribution.Shape shape) {
        return switch (shape) {
            case UNIFORM -> cut(quantiles(share -> 2 * share - 1));
            case NORMAL -> cut(quantiles(NormalCurve::quantile));
            case PARETO -> cut(quantiles(LatencyTable::pareto));
            case PARETONORMAL -> mixed();
            case EXPONENTIAL -> cut(quantiles(share -> -StrictMath.log(1 - share) - 1));
        };
    }

    private static LatencyTable cut(short[] entries) {
        return new LatencyTable(entries, shareAtTheEnd(entries));
    }

    private static double shareAtTheEnd(short[] entries) {
        int cut = 0;
        for (short entry : entries) {
            if (entry == Short.MAX_VALUE) {
                cut++;
            }
        }
        return (double) cut / entries.length;
    }

    /** A quarter normal and three quarters Pareto at the same share, which is where the tail is cut. */
    private static LatencyTable mixed() {
        short[] normal = of(Distribution.Shape.NORMAL).entries;
        short[] pareto = of(Distribution.Shape.PARETO).entries;
        short[] mixed = new short[MAX_ENTRIES];
        for (int i = 0; i < MAX_ENTRIES; i++) {
            mixed[i] = (short) Math.round((normal[i] + 3.0 * pareto[i]) / 4);
        }
        return new LatencyTable(mixed, shareAtTheEnd(pareto));
    }

    /** Mean 0 and σ 2/√3 before it is cut: the shape 3 that iproute2's documentation gives. */
    private static double pareto(double share) {
        double scale = PARETO_EXPONENT / (PARETO_EXPONENT - 1);
        return (StrictMath.pow(1 - share, -1 / PARETO_EXPONENT) - scale) * 4 / 3;
    }

    /** In the middle of each of so many equal shares; symmetric shapes get symmetric tables. */
    private static short[] quantiles(DoubleUnaryOperator ofShare) {
        short[] entries = new short[MAX_ENTRIES];
        for (int i = 0; i < MAX_ENTRIES; i++) {
            double value = ofShare.applyAsDouble((i + 0.5) / MAX_ENTRIES) * SCALE;
            long rounded = (long) Math.copySign(Math.floor(Math.abs(value) + 0.5), value);
            entries[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
        }
        return entries;
    }

    /** How many entries it has. */
    public int size() {
        return entries.length;
    }

    /**
     * An entry, in parts of {@value #SCALE} of the jitter.
     *
     * @param index 0, the least, to {@link #size} - 1, the greatest
     */
    public int at(int index) {
        return entries[index];
    }

    /**
     * What an entry adds to the latency, in nanoseconds, rounded as the kernel does it.
     *
     * @param jitterNanos 0 to 2<sup>31</sup> - 1
     * @param entry in parts of {@value #SCALE} of the jitter
     */
    public static long deviation(int jitterNanos, int entry) {
        long x = (long) (jitterNanos % SCALE) * entry;
        x += x >= 0 ? SCALE / 2 : -SCALE / 2;
        return x / SCALE + (long) (jitterNanos / SCALE) * entry;
    }

    /** How many bytes {@link #encode} writes. */
    public int bytes() {
        return entries.length * Short.BYTES;
    }

    /** The entries as the kernel takes them: 16 bits each, in the buffer's byte order. */
    public void encode(ByteBuffer out) {
        for (short entry : entries) {
            out.putShort(entry);
        }
    }

    /**
     * The share of draws for which the latency would be negative, and netem sends the packet at once.
     *
     * @param latencyNanos the latency
     * @param jitterNanos 0 to 2<sup>31</sup> - 1
     */
    public double shareBelowZero(long latencyNanos, long jitterNanos) {
        int below = 0;
        while (below < entries.length && latencyNanos + deviation((int) jitterNanos, entries[below]) < 0) {
            below++;
        }
        return (double) below / entries.length;
    }

    /** The share of draws for which the shape goes beyond the largest entry that fits, 4 jitters, and is cut there. */
    public double shareCut() {
        return shareCut;
    }

    /** The mean of the entries, in jitters. */
    public double mean() {
        double sum = 0;
        for (short entry : entries) {
            sum += entry;
        }
        return sum / entries.length / SCALE;
    }

    /** The standard deviation of the entries, in jitters. */
    public double deviation() {
        double mean = mean();
        double sum = 0;
        for (short entry : entries) {
            double off = (double) entry / SCALE - mean;
            sum += off * off;
        }
        return Math.sqrt(sum / entries.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencyTable table && Arrays.equals(entries, table.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(entries);
    }

    @Override
    public String toString() {
        return "a table of " + entries.length + " entries";
    }
}
