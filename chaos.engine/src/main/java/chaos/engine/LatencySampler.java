package chaos.engine;

import chaos.api.impairment.Distribution;
import chaos.api.impairment.Latency;

/**
 * The latency of one packet after the other: {@code tabledist} of {@code net/sched/sch_netem.c} on a table. Correlated,
 * the place in the table comes from a chain of normal numbers, each c times the one before and the rest of its own (a
 * Gaussian copula), which keeps the distribution. The kernel's own correlation has no effect.
 */
final class LatencySampler {

    private static final double DOUBLE_UNIT = 0x1.0p-53;
    private static final int DOUBLE_SHIFT = 11;

    private final long mean;
    private final int jitter;
    private final DistributionTable table;
    private final int mask;
    private final double kept;
    private final double fresh;
    private double last;

    private LatencySampler(long mean, int jitter, DistributionTable table, double correlation) {
        this.mean = mean;
        this.jitter = jitter;
        this.table = table;
        this.mask = table.size() - 1;
        this.kept = correlation;
        this.fresh = StrictMath.sqrt(1 - correlation * correlation);
    }

    static LatencySampler none() {
        return new LatencySampler(0, 0, DistributionTable.of(Distribution.Shape.UNIFORM), 0);
    }

    static LatencySampler of(Latency latency) {
        return latency.match(new Latency.Cases<>() {
            @Override
            public LatencySampler constant(Latency.Constant constant) {
                var line = DistributionTable.of(Distribution.Shape.UNIFORM);
                return new LatencySampler(constant.duration().toNanos(), 0, line, 0);
            }

            @Override
            public LatencySampler stochastic(Latency.Stochastic stochastic) {
                return new LatencySampler(
                        stochastic.mean().toNanos(),
                        (int) stochastic.jitter().toNanos(),
                        tableOf(stochastic.distribution()),
                        stochastic.correlation().fraction());
            }
        });
    }

    private static DistributionTable tableOf(Distribution distribution) {
        return distribution.match(new Distribution.Cases<>() {
            @Override
            public DistributionTable shape(Distribution.Shape shape) {
                return DistributionTable.of(shape);
            }

            @Override
            public DistributionTable table(Distribution.Table table) {
                throw new IllegalArgumentException("there is no table \"" + table.name() + "\" here");
            }
        });
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
        int index = kept == 0 ? (int) RandomStream.upper(draw) & mask : correlated(draw);
        return Math.max(0, mean + deviation(jitter, table.at(index)));
    }

    /** The deviation from the mean, rounded as the kernel does it. */
    static long deviation(int jitter, int entry) {
        long x = (long) (jitter % DistributionTable.SCALE) * entry;
        x += x >= 0 ? DistributionTable.SCALE / 2 : -DistributionTable.SCALE / 2;
        return x / DistributionTable.SCALE + (long) (jitter / DistributionTable.SCALE) * entry;
    }

    private int correlated(long draw) {
        double own = NormalCurve.quantile(((draw >>> DOUBLE_SHIFT) + 0.5) * DOUBLE_UNIT);
        last = kept * last + fresh * own;
        int low = 0;
        int high = mask;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (NormalRanks.at((double) middle / table.size()) <= last) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
