package chaos.api.prediction;

/**
 * The traffic that a prediction is for.
 *
 * @param packetBytes layer-2 bytes of each packet, without preamble and FCS: 14 to 65,535
 * @param packetsPerSecond above 0
 */
public record Traffic(int packetBytes, double packetsPerSecond) {

    /** A header alone. */
    public static final int MIN_BYTES = 14;

    /** The longest packet. */
    public static final int MAX_BYTES = 65_535;

    /**
     * Traffic of equal packets.
     *
     * @throws IllegalArgumentException if out of range
     */
    public Traffic {
        if (packetBytes < MIN_BYTES || packetBytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "packet_bytes must be " + MIN_BYTES + " to " + MAX_BYTES + ", was " + packetBytes);
        }
        if (!(packetsPerSecond > 0 && packetsPerSecond <= Double.MAX_VALUE)) { // also refuses NaN
            throw new IllegalArgumentException("packets_per_second must be above 0, was " + packetsPerSecond);
        }
    }
}
