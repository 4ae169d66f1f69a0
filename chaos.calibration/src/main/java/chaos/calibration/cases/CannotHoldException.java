package chaos.calibration.cases;

/** The plane cannot hold what a trial sets; the message says what. The run goes on. */
public final class CannotHoldException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a sentence for people. */
    public CannotHoldException(String message, Throwable cause) {
        super(message, cause);
    }
}
