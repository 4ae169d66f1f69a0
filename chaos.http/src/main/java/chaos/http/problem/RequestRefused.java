package chaos.http.problem;

/** A request that never reached the appliance: what is wrong with it, for the person who sent it. */
public final class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is wrong with a request. */
    public enum Kind {
        /** It cannot be understood. */
        MALFORMED,
        /** It names a link or a document that does not exist. */
        UNKNOWN,
        /** Its body did not arrive in time. */
        TOO_SLOW,
        /** Its body is too large. */
        TOO_LARGE,
        /** Its body is not JSON by its header. */
        NOT_JSON
    }

    /** A refusal, in words for the person who sent the request. */
    public RequestRefused(Kind kind, String detail) {
        super(detail);
        this.kind = kind;
    }

    /** {@return what is wrong} */
    public Kind kind() {
        return kind;
    }
}
