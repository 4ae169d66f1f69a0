package chaos.dataplane.netlink.qdisc;

/**
 * netem's correlations, and the shares that have attributes of their own, each as parts of 2<sup>32</sup> - 1
 * ({@code struct tc_netem_corr}, {@code tc_netem_reorder}, {@code tc_netem_corrupt}).
 *
 * @param latencyCorrelation {@code delay_corr}
 * @param lossCorrelation {@code loss_corr}
 * @param duplicateCorrelation {@code dup_corr}
 * @param reorder share that skips the latency; without a gap it means nothing
 * @param reorderCorrelation its correlation
 * @param corrupt share that is corrupted
 * @param corruptCorrelation its correlation
 */
public record NetemChances(
        long latencyCorrelation,
        long lossCorrelation,
        long duplicateCorrelation,
        long reorder,
        long reorderCorrelation,
        long corrupt,
        long corruptCorrelation) {

    /** None of it. */
    public static final NetemChances NONE = new NetemChances(0, 0, 0, 0, 0, 0, 0);
}
