package chaos.dataplane.netlink.grid;

import chaos.dataplane.netlink.grid.Seen.Share;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Shares: the exact binomial intervals (Clopper-Pearson) of both samples at 99.9 % must overlap. Where one packet's
 * fate depends on another's, both samples count as smaller by the factor by which the engine's runs scatter more than
 * independent packets would.
 */
final class ShareChecks {

    private static final double MISSED = 0.001;
    private static final double PERCENT = 100;

    private final Replicas replicas;

    ShareChecks(Replicas replicas) {
        this.replicas = replicas;
    }

    private record Interval(double low, double high) {

        boolean overlaps(Interval other) {
            return low <= other.high && other.low <= high;
        }

        @Override
        public String toString() {
            return percent(low) + " to " + percent(high);
        }
    }

    /** Compares one share; nothing where one side has no trials. */
    Optional<Check> compare(String what, Share kernel, Function<Twin.Run, Share> of) {
        long count =
                replicas.runs().stream().mapToLong(run -> of.apply(run).count()).sum();
        long trials = replicas.runs().stream()
                .mapToLong(run -> of.apply(run).trials())
                .sum();
        if (kernel.trials() == 0 || trials == 0) {
            return Optional.empty();
        }
        double share = (double) count / trials;
        double independent = share * (1 - share) * replicas.runs().size() / trials;
        double scatter = replicas.variance(run -> of.apply(run).value());
        double inflation = independent == 0 ? 1 : Math.max(1, scatter / independent);
        var seen = interval(kernel.count() / inflation, kernel.trials() / inflation);
        var said = interval(count / inflation, trials / inflation);
        return Optional.of(new Check(
                what,
                percent(kernel.value()),
                percent(share),
                String.format(
                        "99.9 %% intervals %s of %d packets and %s of %d%s",
                        seen,
                        kernel.trials(),
                        said,
                        trials,
                        inflation > 1 ? String.format(", variance inflated %.1f times", inflation) : ""),
                seen.overlaps(said),
                2 * MISSED));
    }

    private static Interval interval(double count, double trials) {
        double low = count <= 0
                ? 0
                : new BetaDistribution(count, trials - count + 1).inverseCumulativeProbability(MISSED / 2);
        double high = count >= trials
                ? 1
                : new BetaDistribution(count + 1, trials - count).inverseCumulativeProbability(1 - MISSED / 2);
        return new Interval(low, high);
    }

    private static String percent(double share) {
        return share == 0 ? "0 %" : String.format("%.3g %%", share * PERCENT);
    }
}
