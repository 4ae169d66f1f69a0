package chaos.calibration.cases;

/** A run cannot go on with the link; the message says what, where and what to do. */
public final class LinkException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a sentence for people. */
    public LinkException(String message) {
        super(message);
    }

    /** With a sentence for people and what it followed from. */
    public LinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
