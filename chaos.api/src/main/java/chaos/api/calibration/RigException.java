package chaos.api.calibration;

/** A rig cannot measure; the message says what, where and what to do. */
public final class RigException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a sentence for people. */
    public RigException(String message) {
        super(message);
    }

    /** With a sentence for people and what it followed from. */
    public RigException(String message, Throwable cause) {
        super(message, cause);
    }
}
