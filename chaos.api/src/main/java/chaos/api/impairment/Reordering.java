package chaos.api.impairment;

import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;

/**
 * A share of packets skips the latency and so overtakes.
 *
 * @param share the share of candidates that skip
 * @param correlation how much the previous draw decides the next
 * @param gap only every gap-th packet is a candidate: 1 to 2<sup>32</sup> - 1
 */
public record Reordering(Probability share, Correlation correlation, long gap) {

    /** The widest gap. */
    public static final long MAX_GAP = 0xFFFF_FFFFL;

    /**
     * A reordering.
     *
     * @throws InvalidFieldException if the gap is out of range
     */
    public Reordering {
        if (gap < 1 || gap > MAX_GAP) {
            throw new InvalidFieldException("/reordering/gap", "must be 1 to " + MAX_GAP + ", was " + gap);
        }
    }
}
