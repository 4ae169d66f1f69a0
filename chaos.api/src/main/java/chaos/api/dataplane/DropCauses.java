package chaos.api.dataplane;

/**
 * Drops by their cause.
 *
 * @param loss the loss model took them
 * @param queue the queue was full
 * @param emulator the emulator's own limit was reached, which is no impairment that anybody asked for
 * @param oversize the frame was larger than the burst
 */
public record DropCauses(long loss, long queue, long emulator, long oversize) {

    /** No drops. */
    public static final DropCauses ZERO = new DropCauses(0, 0, 0, 0);

    /** Both together. */
    public DropCauses plus(DropCauses other) {
        return new DropCauses(
                loss + other.loss, queue + other.queue, emulator + other.emulator, oversize + other.oversize);
    }
}
