package chaos.engine;

/** Why a packet did not come out. */
public enum DropCause {
    /** The loss model took it. */
    LOSS,
    /** The queue was full. */
    QUEUE,
    /** The emulator's own limit was reached. */
    EMULATOR,
    /** It was larger than the burst. */
    OVERSIZE
}
