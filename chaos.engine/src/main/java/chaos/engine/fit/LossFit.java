package chaos.engine.fit;

import chaos.api.impairment.LossModel;
import chaos.api.unit.Probability;
import java.util.Arrays;

/**
 * The Gilbert-Elliott model that is most likely to have lost those packets, with all lost in the bad state and none in
 * the good one: p and r are the observed shares of changes of state.
 *
 * @param model the model
 * @param loss the share that was lost
 * @param bursts how many bursts of losses there were
 * @param distance the largest difference between the observed and the model's distribution of burst lengths
 *     (Kolmogorov-Smirnov)
 * @param bound what a distance of a model that fits exceeds in at most one of a thousand cases (M. Stephens, 1974, for
 *     many bursts; on whole numbers fewer)
 */
public record LossFit(LossModel.GilbertElliott model, double loss, int bursts, double distance, double bound) {

    private static final double ONE_IN_A_THOUSAND = 1.949;

    /**
     * The fit.
     *
     * @throws IllegalArgumentException if nothing or everything was lost, which no chain explains better than a share
     */
    public static LossFit of(Conditions conditions) {
        int lost = 0;
        int bursts = 0;
        for (int i = 0; i < conditions.size(); i++) {
            lost += conditions.isLost(i) ? 1 : 0;
            bursts += conditions.isLost(i) && (i == 0 || !conditions.isLost(i - 1)) ? 1 : 0;
        }
        int size = conditions.size();
        if (lost == 0 || lost == size) {
            throw new IllegalArgumentException((lost == 0 ? "none" : "all") + " of the " + size
                    + " packets was lost; that is no burst to learn from");
        }
        double p = Math.min(1, (double) bursts / (size - lost));
        double r = (double) bursts / lost;
        var model = new LossModel.GilbertElliott(
                Probability.ofFraction(p), Probability.ofFraction(r), Probability.ALWAYS, Probability.NEVER);
        double bound = ONE_IN_A_THOUSAND / Math.sqrt(bursts);
        return new LossFit(model, (double) lost / size, bursts, distance(lengths(conditions, bursts), r), bound);
    }

    private static int[] lengths(Conditions conditions, int bursts) {
        var lengths = new int[bursts];
        int burst = -1;
        for (int i = 0; i < conditions.size(); i++) {
            if (conditions.isLost(i)) {
                burst += i == 0 || !conditions.isLost(i - 1) ? 1 : 0;
                lengths[burst]++;
            }
        }
        return lengths;
    }

    /** Bursts of the model are geometric: longer than k with (1 - r)^k. */
    private static double distance(int[] lengths, double r) {
        Arrays.sort(lengths);
        double distance = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (i + 1 == lengths.length || lengths[i + 1] != lengths[i]) {
                double observed = (i + 1.0) / lengths.length;
                distance = Math.max(distance, Math.abs(observed - 1 + Math.pow(1 - r, lengths[i])));
            }
        }
        return distance;
    }
}
