package chaos.dataplane.netlink.qdisc;

/**
 * What a token bucket can be told and no document asks for.
 *
 * @param mpu bytes that every packet counts for at least
 * @param peakTicks the burst of the second bucket, as the kernel shows it
 * @param peakBurstBytes the same as the kernel is told; 0 in what was read
 * @param others attributes that were present and that nobody here knows
 */
public record TbfRest(int mpu, long peakTicks, long peakBurstBytes, UnknownAttributes others) {

    /** None of it. */
    public static final TbfRest NONE = new TbfRest(0, 0, 0, UnknownAttributes.NONE);

    /**
     * Bursts of a second bucket are compared to a tick, as those of the first. What nobody here knows was never told,
     * and a newer kernel may show it always.
     */
    boolean holdsSame(TbfRest shown) {
        return mpu == shown.mpu && Math.abs(peakTicks - shown.peakTicks) <= 1;
    }
}
