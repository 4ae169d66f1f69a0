package chaos.dataplane.netlink.grid;

import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.Ordering;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * One-way delays, with the guest's own share added to the engine's. A latency that is drawn: Kolmogorov and Smirnov's
 * test of two samples; where one packet's delay depends on another's, the rank of the kernel's distance among those of
 * the engine's own runs takes the place of its formula. Behind a rate: median
 * and outer deciles within 2 %. Constant: medians.
 */
final class DelayChecks {

    private static final double LEAST_P = 0.001;
    private static final int POOLED = 20;
    private static final int RANKED = 999;
    private static final int LEAST = 50;
    private static final double SPREADS = 10;
    private static final double MICRO = 1000;
    private static final double MILLI = 1_000_000;

    private final Impairment impairment;
    private final Replicas replicas;
    private final Noise noise;
    private final long[] kernel;

    DelayChecks(Impairment impairment, Seen kernel, Replicas replicas, Noise noise) {
        this.impairment = impairment;
        this.replicas = replicas;
        this.noise = noise;
        this.kernel = kernel.delays().toArray();
    }

    List<Check> compare() {
        if (kernel.length < LEAST || replicas.mean(run -> run.seen().delays().count()) < LEAST) {
            return List.of();
        }
        if (impairment.rate().isPresent()) {
            return Stream.of(10, 50, 90).map(this::quantile).toList();
        }
        var jitter = impairment
                .latency()
                .filter(Latency.Stochastic.class::isInstance)
                .map(latency -> ((Latency.Stochastic) latency).jitter().toNanos());
        if (jitter.isEmpty() || sigma() < SPREADS * noise.spread()) {
            return median();
        }
        var pooled = pooled();
        double none = jitter.get() / SPREADS;
        return List.of(
                impairment.ordering() == Ordering.PRESERVE ? ranked(pooled, none) : kolmogorovSmirnov(pooled, none));
    }

    /** Of the engine's own delays: the guest's rare stalls must not pass for what was drawn. */
    private double sigma() {
        return Math.sqrt(StatUtils.variance(replicas.runs().stream()
                .limit(POOLED)
                .flatMapToLong(run -> run.seen().delays())
                .asDoubleStream()
                .toArray()));
    }

    private double[] pooled() {
        return replicas.runs().stream()
                .limit(POOLED)
                .flatMapToDouble(this::noisy)
                .toArray();
    }

    private DoubleStream noisy(Twin.Run run) {
        return DoubleStream.of(noise.addTo(run.seen().delays().toArray(), replicas.random()));
    }

    /** A packet that does not wait takes what the guest takes, which is not what the test is about. */
    private static double[] without(double none, DoubleStream delays) {
        return delays.map(delay -> delay < none ? 0 : delay).sorted().toArray();
    }

    private double[] kernelWithout(double none) {
        return without(none, Arrays.stream(kernel).asDoubleStream());
    }

    private Check kolmogorovSmirnov(double[] pooled, double none) {
        var test = new KolmogorovSmirnovTest();
        double distance = Distance.between(kernelWithout(none), without(none, DoubleStream.of(pooled)));
        double p = test.approximateP(distance, kernel.length, pooled.length);
        return distribution(
                p, String.format("D %.4f of %d and %d delays, p %.3g", distance, kernel.length, pooled.length, p));
    }

    private Check ranked(double[] pooled, double none) {
        var sorted = without(none, DoubleStream.of(pooled));
        double distance = Distance.between(kernelWithout(none), sorted);
        int further = 0;
        for (int i = 0; i < RANKED; i++) {
            further += Distance.between(without(none, noisy(replicas.another())), sorted) >= distance ? 1 : 0;
        }
        double p = (1.0 + further) / (1 + RANKED);
        return distribution(
                p, String.format("D %.4f is reached by %d of %d runs of the engine", distance, further, RANKED));
    }

    private Check distribution(double p, String bounds) {
        return new Check(
                "delay",
                summary(Arrays.stream(kernel).asDoubleStream().toArray()),
                summary(pooled()),
                bounds,
                p > LEAST_P,
                LEAST_P);
    }

    private static String summary(double[] delays) {
        return String.format(
                "%.2f ± %.2f ms", StatUtils.mean(delays) / MILLI, Math.sqrt(StatUtils.variance(delays)) / MILLI);
    }

    /** Of the packets that did not skip the latency; none where hardly any of either side waits. */
    private List<Check> median() {
        double latency = impairment
                .latency()
                .map(value -> (double) value.mean().toNanos())
                .orElse(0.0);
        double[] ours = late(latency, LongStream.of(kernel));
        double[] theirs = late(latency, replicas.runs().stream().limit(POOLED).flatMapToLong(run -> run.seen()
                .delays()));
        boolean few = ours.length < LEAST;
        if (few && theirs.length < LEAST * POOLED) {
            return List.of();
        }
        double own = latency == 0 ? noise.untouchedMedian() : noise.timedMedian();
        double seen = StatUtils.percentile(ours, 50);
        double expected = StatUtils.percentile(theirs, 50) + own;
        double band = 100 * MICRO + latency / 1000 + noise.spread();
        return List.of(new Check(
                "delay",
                String.format("%.3f ms", seen / MILLI),
                String.format("%.3f ms", expected / MILLI),
                String.format("medians within %.0f µs", band / MICRO),
                !few && Math.abs(seen - expected) <= band,
                0));
    }

    private double[] late(double latency, LongStream delays) {
        return delays.filter(delay -> impairment.reordering().isEmpty() || delay > latency / 2)
                .asDoubleStream()
                .toArray();
    }

    /**
     * Behind a rate. Where the train beats with it, whether a place in the queue comes free just before or just after a
     * packet comes decides which packet gets it, and delays are the same up to the spacing of the packets. While the
     * queue fills, a delay is that of its rank, which one packet more or less moves.
     */
    private Check quantile(int percent) {
        double seen =
                StatUtils.percentile(Arrays.stream(kernel).asDoubleStream().toArray(), percent);
        double[] said = quantiles(percent);
        double rank = 100.0 / kernel.length;
        double scatter = Bound.scatter(Math.sqrt(StatUtils.variance(said)), said.length);
        double mean = StatUtils.mean(said);
        double least = StatUtils.mean(quantiles(Math.max(rank, percent - rank)));
        double most = StatUtils.mean(quantiles(Math.min(100, percent + rank)));
        double band = Bound.SHARE * mean + scatter + 100 * MICRO + noise.spread() + replicas.beat();
        return new Check(
                "delay p" + percent,
                String.format("%.2f ms", seen / MILLI),
                String.format("%.2f ms", mean / MILLI),
                String.format("within 2 %%, a rank and %.2f ms", (band - Bound.SHARE * mean) / MILLI),
                seen >= least - band && seen <= most + band,
                Bound.falseAlarm(scatter));
    }

    private double[] quantiles(double percent) {
        return replicas.runs().stream()
                .map(run -> noisy(run).toArray())
                .filter(delays -> delays.length > 0)
                .mapToDouble(delays -> StatUtils.percentile(delays, percent))
                .toArray();
    }
}
