package chaos.linux.traffic;

/**
 * Equal probes, evenly spaced.
 *
 * @param count how many
 * @param bytes layer-2 bytes of each, without FCS
 * @param perSecond how many a second are to be sent; when each was sent is measured
 */
public record Train(int count, int bytes, int perSecond) {

    private static final long SECOND = 1_000_000_000L;

    /** The same with so many probes. */
    public Train of(int probes) {
        return new Train(probes, bytes, perSecond);
    }

    /** Nanoseconds from the first probe on. */
    long offset(int probe) {
        return probe * SECOND / perSecond;
    }
}
