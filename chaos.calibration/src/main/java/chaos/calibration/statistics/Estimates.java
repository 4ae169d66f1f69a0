package chaos.calibration.statistics;

import chaos.api.calibration.Estimate;
import chaos.api.calibration.ToleranceBand;
import java.util.Arrays;
import java.util.EnumSet;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.NormalConfidenceInterval;

/** Measured values with their intervals at {@link Confidence#LEVEL}. */
public final class Estimates {

    private static final double PERCENT = 100;
    /** Fewer batches would make the interval of a mean wide, more would leave neighbours in different batches. */
    private static final int BATCHES = 50;

    private Estimates() {}

    /**
     * A share in percent with its exact interval (C. J. Clopper and E. S. Pearson, 1934).
     *
     * @param hits how many of them
     * @param of how many: 1 or more
     */
    public static Estimate share(long hits, long of) {
        return share(hits, of, 1);
    }

    /**
     * A share in percent where neighbours depend on each other: as exact as if there were that many times fewer.
     *
     * @param hits how many of them
     * @param of how many: 1 or more
     * @param inflation of the variance: 1 or more
     */
    public static Estimate share(long hits, long of, double inflation) {
        int independent = (int) Math.max(1, Math.round(of / inflation));
        int among = (int) Math.min(independent, Math.round(hits / inflation));
        var interval = BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(independent, among, Confidence.ALPHA);
        double value = PERCENT * hits / of;
        return new Estimate(
                value,
                Math.min(value, PERCENT * interval.getLowerBound()),
                Math.max(value, PERCENT * interval.getUpperBound()),
                of,
                Confidence.LEVEL);
    }

    /** How many of so many, with the interval of how many there are on average. */
    public static Estimate count(long hits, long of) {
        var share = share(hits, of);
        return new Estimate(hits, share.low() * of / PERCENT, share.high() * of / PERCENT, of, Confidence.LEVEL);
    }

    /**
     * Where a measured share in percent lies if the true one is this; the exact binomial bounds.
     *
     * @param share the true one, as a fraction
     * @param of how many are drawn
     */
    public static ToleranceBand acceptance(double share, long of) {
        var counts = BinomialDistribution.of((int) of, share);
        return new ToleranceBand(
                PERCENT * counts.inverseCumulativeProbability(Confidence.ALPHA / 2) / of,
                PERCENT * counts.inverseCumulativeProbability(1 - Confidence.ALPHA / 2) / of,
                "%");
    }

    /** Where a measured share in percent lies if the true one is this and neighbours depend on each other. */
    public static ToleranceBand acceptance(double share, long of, double inflation) {
        double reach = Confidence.Z * Math.sqrt(share * (1 - share) * inflation / of);
        return new ToleranceBand(PERCENT * Math.max(0, share - reach), PERCENT * Math.min(1, share + reach), "%");
    }

    /** A mean; from the means of batches, because neighbours may depend on each other. */
    public static Estimate mean(double[] values) {
        int size = values.length / BATCHES;
        double mean = Arrays.stream(values).average().orElse(0);
        if (size < 2) {
            return student(values, mean, values.length);
        }
        var means = new double[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            means[i] = Arrays.stream(values, i * size, (i + 1) * size).average().orElse(0);
        }
        return student(means, mean, values.length);
    }

    private static Estimate student(double[] values, double mean, long samples) {
        double variance = values.length < 2
                ? 0
                : DoubleStatistics.of(EnumSet.of(Statistic.VARIANCE), values).getAsDouble(Statistic.VARIANCE);
        if (values.length < 2 || variance == 0) {
            return new Estimate(mean, mean, mean, samples, Confidence.LEVEL);
        }
        var interval = NormalConfidenceInterval.MEAN.fromErrorRate(mean, variance, values.length, Confidence.ALPHA);
        return new Estimate(mean, interval.getLowerBound(), interval.getUpperBound(), samples, Confidence.LEVEL);
    }

    /**
     * One value that scatters as others do: it is off by as many of their deviations as the confidence asks for, or by
     * as much as the farthest of them.
     *
     * @param value the value
     * @param like what scatters as it does; 2 or more, or it is taken not to scatter
     * @param samples how many it rests on
     */
    public static Estimate scattering(double value, double[] like, long samples) {
        double mean = Arrays.stream(like).average().orElse(0);
        double farthest =
                Arrays.stream(like).map(each -> Math.abs(each - mean)).max().orElse(0);
        double deviation = like.length < 2
                ? 0
                : DoubleStatistics.of(EnumSet.of(Statistic.STANDARD_DEVIATION), like)
                        .getAsDouble(Statistic.STANDARD_DEVIATION);
        double reach = Math.max(farthest, Confidence.Z * deviation);
        return new Estimate(value, value - reach, value + reach, samples, Confidence.LEVEL);
    }

    /** A standard deviation of any shape: its variance has the variance (μ4 - σ⁴) / n. */
    public static Estimate deviation(double[] values) {
        var seen = DoubleStatistics.of(EnumSet.of(Statistic.STANDARD_DEVIATION, Statistic.KURTOSIS), values);
        double sigma = seen.getAsDouble(Statistic.STANDARD_DEVIATION);
        double kurtosis = 3 + seen.getAsDouble(Statistic.KURTOSIS);
        double reach = Confidence.Z * sigma / 2 * Math.sqrt(Math.max(0, kurtosis - 1) / values.length);
        return new Estimate(sigma, Math.max(0, sigma - reach), sigma + reach, values.length, Confidence.LEVEL);
    }

    /**
     * A quantile, with an interval between two of the values: how many lie below the true one is binomial.
     *
     * @param sorted in rising order, 1 or more
     * @param share below which so many lie, as a fraction
     */
    public static Estimate quantile(double[] sorted, double share) {
        int n = sorted.length;
        var below = BinomialDistribution.of(n, share);
        int low = Math.max(0, below.inverseCumulativeProbability(Confidence.ALPHA / 2) - 1);
        int high = Math.min(n - 1, below.inverseCumulativeProbability(1 - Confidence.ALPHA / 2));
        double value = sorted[(int) Math.min(n - 1.0, Math.floor(share * n))];
        return new Estimate(value, Math.min(value, sorted[low]), Math.max(value, sorted[high]), n, Confidence.LEVEL);
    }

    /** One minus another, as if their errors were independent. */
    public static Estimate minus(Estimate one, Estimate other) {
        double value = one.value() - other.value();
        double down = Math.hypot(one.value() - one.low(), other.high() - other.value());
        double up = Math.hypot(one.high() - one.value(), other.value() - other.low());
        return new Estimate(value, value - down, value + up, one.samples(), one.confidence());
    }

    /** A value that is counted or computed, and has no error. */
    public static Estimate exact(double value, long samples) {
        return new Estimate(value, value, value, samples, 1);
    }
}
