package chaos.dataplane.netlink.qdisc;

import chaos.api.impairment.Distribution;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * The shape of a stochastic latency as netem takes it ({@code TCA_NETEM_DELAY_DIST}): quantiles in the order of their
 * shares, each in parts of {@value #SCALE} of the jitter. netem draws one of them, evenly, and adds {@code jitter *
 * entry / 8192} to the latency ({@code net/sched/sch_netem.c}, tabledist). All are computed from their formulas.
 *
 * <p>The number of entries is a power of two, because netem takes its random number modulo that, and the largest that
 * the kernel accepts.
 */
public final class LatencyTable {

    /** One jitter ({@code NETEM_DIST_SCALE}). */
    public static final int SCALE = 8192;

    /** The most entries ({@code NETEM_DIST_MAX}). */
    public static final int MAX_ENTRIES = 16384;

    private static final double PARETO_EXPONENT = 3;
    private static final Map<Distribution.Shape, LatencyTable> SHAPES = shapes();

    private final short[] entries;
    private final double shareCut;

    private LatencyTable(short[] entries, double shareCut) {
        this.entries = entries;
        this.shareCut = shareCut;
    }

    private static LatencyTable of(short[] entries, short[] tail) {
        int cut = 0;
        for (short entry : tail) {
            if (entry == Short.MAX_VALUE) {
                cut++;
            }
        }
        return new LatencyTable(entries, (double) cut / tail.length);
    }

    private static LatencyTable of(DoubleUnaryOperator ofShare) {
        short[] entries = quantiles(ofShare);
        return of(entries, entries);
    }

    /** The table of a shape. */
    public static LatencyTable of(Distribution.Shape shape) {
        return SHAPES.get(shape);
    }

    /**
     * A table of somebody's own.
     *
     * @param entries 1 to {@value #MAX_ENTRIES} quantiles; copied
     * @throws IllegalArgumentException if there are none or too many
     */
    public static LatencyTable of(short... entries) {
        if (entries.length == 0 || entries.length > MAX_ENTRIES) {
            throw new IllegalArgumentException("must have 1 to " + MAX_ENTRIES + " entries, has " + entries.length);
        }
        return new LatencyTable(entries.clone(), 0);
    }

    private static Map<Distribution.Shape, LatencyTable> shapes() {
        var shapes = new EnumMap<Distribution.Shape, LatencyTable>(Distribution.Shape.class);
        short[] normal = normal();
        shapes.put(Distribution.Shape.UNIFORM, of(share -> 2 * share - 1));
        shapes.put(Distribution.Shape.NORMAL, of(normal, normal));
        short[] pareto = quantiles(LatencyTable::pareto);
        shapes.put(Distribution.Shape.PARETO, of(pareto, pareto));
        short[] mixed = new short[MAX_ENTRIES];
        for (int i = 0; i < MAX_ENTRIES; i++) {
            mixed[i] = (short) Math.round((normal[i] + 3.0 * pareto[i]) / 4);
        }
        shapes.put(Distribution.Shape.PARETONORMAL, of(mixed, pareto));
        shapes.put(Distribution.Shape.EXPONENTIAL, of(share -> -Math.log(1 - share) - 1));
        return shapes;
    }

    /** Mean 0 and σ 2/√3 before it is cut: the shape 3 that iproute2's documentation gives. */
    private static double pareto(double share) {
        return (Math.pow(1 - share, -1 / PARETO_EXPONENT) - PARETO_EXPONENT / (PARETO_EXPONENT - 1)) * 4 / 3;
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

    /**
     * The upper half by adding up the density, the lower half as its mirror image. Each step is one entry's unit wide
     * with the density at its middle; that is exact to 10<sup>-9</sup>, and an entry stands for 6·10<sup>-5</sup>.
     */
    private static short[] normal() {
        short[] entries = new short[MAX_ENTRIES];
        double height = 1 / (Math.sqrt(2 * Math.PI) * SCALE);
        int unit = 0;
        double below = 0.5 + height / 2;
        for (int i = MAX_ENTRIES / 2; i < MAX_ENTRIES; i++) {
            while ((i + 0.5) / MAX_ENTRIES > below && unit < Short.MAX_VALUE) {
                unit++;
                double x = (double) unit / SCALE;
                below += Math.exp(-x * x / 2) * height;
            }
            entries[i] = (short) unit;
            entries[MAX_ENTRIES - 1 - i] = (short) -unit;
        }
        return entries;
    }

    /** How many entries it has. */
    public int size() {
        return entries.length;
    }

    int bytes() {
        return entries.length * Short.BYTES;
    }

    void encode(ByteBuffer out) {
        for (short entry : entries) {
            out.putShort(entry);
        }
    }

    /** The share of draws for which the latency would be negative, and netem sends the packet at once. */
    public double shareBelowZero(long latencyNanos, long jitterNanos) {
        long below = 0;
        for (short entry : entries) {
            if (latencyNanos + (double) jitterNanos * entry / SCALE < 0) {
                below++;
            }
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
