package chaos.api.dataplane;

import java.util.OptionalLong;

/**
 * Drops by their cause.
 *
 * @param loss the loss model took them
 * @param queue the queue was full
 * @param emulator the emulator's own limit was reached, which is no impairment that anybody asked for
 * @param oversize the frame was larger than the burst
 * @param port the interface did not take them: it was down, gone, or full for too long; empty where the plane does not
 *     learn what becomes of what it hands over
 */
public record DropCauses(long loss, long queue, long emulator, long oversize, OptionalLong port) {

    /** No drops. */
    public static final DropCauses ZERO = new DropCauses(0, 0, 0, 0);

    /** Drops of a plane that does not learn what the interface does not take. */
    public DropCauses(long loss, long queue, long emulator, long oversize) {
        this(loss, queue, emulator, oversize, OptionalLong.empty());
    }

    /** Both together. */
    public DropCauses plus(DropCauses other) {
        return new DropCauses(
                loss + other.loss,
                queue + other.queue,
                emulator + other.emulator,
                oversize + other.oversize,
                port.isEmpty() && other.port.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(port.orElse(0) + other.port.orElse(0)));
    }
}
