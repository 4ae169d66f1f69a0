package chaos.http.problem;

import java.util.Optional;

/** A request that never reached the appliance: what is wrong with it, for the person who sent it. */
public final class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient Optional<String> field;

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
        /** Its body is not JSON in UTF-8 by its headers. */
        NOT_JSON,
        /** What it wants is not there yet. */
        TOO_SOON,
        /** Too many clients want the same at this moment. */
        TOO_MANY
    }

    /** A refusal of what is in no document and not in the path, in words for the person who sent the request. */
    public RequestRefused(Kind kind, String detail) {
        this(kind, detail, Optional.empty());
    }

    /**
     * A refusal, in words for the person who sent the request.
     *
     * @param field JSON pointer of what is wrong; empty text: the body as a whole
     */
    public RequestRefused(Kind kind, String detail, String field) {
        this(kind, detail, Optional.of(field));
    }

    private RequestRefused(Kind kind, String detail, Optional<String> field) {
        super(detail);
        this.kind = kind;
        this.field = field;
    }

    /** {@return JSON pointer of what is wrong} */
    public Optional<String> field() {
        return field;
    }

    /** {@return what is wrong} */
    public Kind kind() {
        return kind;
    }
}
