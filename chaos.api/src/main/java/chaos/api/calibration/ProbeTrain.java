package chaos.api.calibration;

/**
 * A seeded sequence of equal probes.
 *
 * @param count how many: 1 or more
 * @param bytes layer-2 bytes of each, without preamble and FCS: 60 to 65,535
 * @param packetsPerSecond how fast they are offered: above 0
 * @param seed of their spacing and contents
 */
public record ProbeTrain(long count, int bytes, double packetsPerSecond, long seed) {

    private static final int MIN_BYTES = 60;
    private static final int MAX_BYTES = 65_535;

    /**
     * A probe train.
     *
     * @throws IllegalArgumentException if out of range
     */
    public ProbeTrain {
        if (count < 1) {
            throw new IllegalArgumentException("count must be 1 or more, was " + count);
        }
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("bytes must be " + MIN_BYTES + " to " + MAX_BYTES + ", was " + bytes);
        }
        if (!(packetsPerSecond > 0 && packetsPerSecond <= Double.MAX_VALUE)) { // also refuses NaN
            throw new IllegalArgumentException("packets per second must be above 0, was " + packetsPerSecond);
        }
    }
}
