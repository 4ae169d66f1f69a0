package chaos.engine;

import chaos.api.impairment.Distribution;
import chaos.api.impairment.Latency;
import chaos.distribution.LatencyTable;
import chaos.distribution.LatencyTables;
import chaos.distribution.NormalCurve;
import chaos.distribution.UnusableTableException;

/**
 * The latency of one packet after the other: {@code tabledist} of {@code net/sched/sch_netem.c} on a table. Correlated,
 * the place in the table comes from a chain of normal numbers, each c times the one before and the rest of its own (a
 * Gaussian copula), which keeps the distribution. The kernel's own correlation has no effect.
 */
final class LatencySampler {

    private static final double DOUBLE_UNIT = 0x1.0p-53;
    private static final int DOUBLE_SHIFT = 11;
    /** The number of entries is no power of two, and takes a division. */
    private static final int NO_MASK = -1;

    private final long mean;
    private final int jitter;
    private final LatencyTable table;
    private final int size;
    private final int mask;
    private final double kept;
    private final double fresh;
    private double last;

    private LatencySampler(long mean, int jitter, LatencyTable table, double correlation) {
        this.mean = mean;
        this.jitter = jitter;
        this.table = table;
        this.size = table.size();
        this.mask = Integer.bitCount(size) == 1 ? size - 1 : NO_MASK;
        this.kept = correlation;
        this.fresh = StrictMath.sqrt(1 - correlation * correlation);
    }

    static LatencySampler none() {
        return new LatencySampler(0, 0, LatencyTable.of(Distribution.Shape.UNIFORM), 0);
    }

    static LatencySampler of(Latency latency, LatencyTables tables) {
        return latency.match(new Latency.Cases<>() {
            @Override
            public LatencySampler constant(Latency.Constant constant) {
                var line = LatencyTable.of(Distribution.Shape.UNIFORM);
                return new LatencySampler(constant.duration().toNanos(), 0, line, 0);
            }

            @Override
            public LatencySampler stochastic(Latency.Stochastic stochastic) {
                return new LatencySampler(
                        stochastic.mean().toNanos(),
                        (int) stochastic.jitter().toNanos(),
                        tableOf(stochastic.distribution(), tables),
                        stochastic.correlation().fraction());
            }
        });
    }

    private static LatencyTable tableOf(Distribution distribution, LatencyTables tables) {
        try {
            return tables.find(distribution);
        } catch (UnusableTableException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Whether every packet gets the same. */
    boolean isConstant() {
        return jitter == 0;
    }

    /** The latency of the next packet in nanoseconds, by 64 random bits; a negative draw is no latency. */
    long nanos(long draw) {
        if (jitter == 0) {
            return mean;
        }
        int index = kept == 0 ? drawn(draw) : correlated(draw);
        return Math.max(0, mean + LatencyTable.deviation(jitter, table.at(index)));
    }

    /** The random number modulo the number of entries, as the kernel takes it. */
    private int drawn(long draw) {
        long random = RandomStream.upper(draw);
        return mask == NO_MASK ? (int) (random % size) : (int) random & mask;
    }

    private int correlated(long draw) {
        double own = NormalCurve.quantile(((draw >>> DOUBLE_SHIFT) + 0.5) * DOUBLE_UNIT);
        last = kept * last + fresh * own;
        return NormalRanks.place(last) * size / NormalRanks.PLACES;
    }
}
