package chaos.distribution;

/** A named table is not there or cannot be used; the message says where it was looked for and what to do. */
public final class UnusableTableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A table that cannot be used, in a sentence for people. */
    public UnusableTableException(String detail) {
        super(detail);
    }

    /** The same, with what it followed from. */
    public UnusableTableException(String detail, Throwable cause) {
        super(detail, cause);
    }
}
