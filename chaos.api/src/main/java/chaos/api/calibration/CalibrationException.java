package chaos.api.calibration;

/** A calibration run cannot be had; says why. */
public final class CalibrationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What a caller can act on; the message is for people. */
    public enum Reason {
        /** A case, link or rig that does not exist was asked for. */
        UNKNOWN,
        /** A run goes on already. */
        BUSY,
        /** No rig can measure the live plane here. */
        NO_RIG,
        /** The link has no live plane now. */
        NO_LIVE_PLANE
    }

    /**
     * A refusal.
     *
     * @param reason what a caller can act on
     * @param detail a sentence for people: what, where, what to do
     */
    public CalibrationException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /** What a caller can act on. */
    public Reason reason() {
        return reason;
    }
}
