package chaos.api.prediction;

/**
 * What a plane has room for in one direction; what comes beyond is dropped.
 *
 * @param frames in flight at once, whatever their size: 1 or more
 * @param bytes of memory that they take together: 1 or more
 */
public record Room(long frames, long bytes) {

    /**
     * Room for packets in flight.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Room {
        if (frames < 1 || bytes < 1) {
            throw new IllegalArgumentException("there must be room, was " + frames + " frames, " + bytes + " bytes");
        }
    }
}
