package chaos.client;

/** No appliance answers; says where one was looked for and what to do. */
public final class UnreachableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A failure to reach the appliance. */
    public UnreachableException(String detail, Throwable cause) {
        super(detail, cause);
    }
}
