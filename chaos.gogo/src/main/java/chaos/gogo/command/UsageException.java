package chaos.gogo.command;

/** What was typed cannot be meant; the message names the flag and what it takes. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String detail) {
        super(detail);
    }

    /** A refusal that followed from a value's own. */
    UsageException(String detail, Throwable cause) {
        super(detail, cause);
    }
}
