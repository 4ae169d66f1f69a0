package chaos.json;

/** A document that is not JSON, or not the document that was expected; says where and what it must be. */
public final class MalformedJsonException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String detail;

    /**
     * A refusal of a document.
     *
     * @param field JSON pointer (RFC 6901) of what is wrong; empty: the document as a whole
     * @param detail what it must be, and what it was
     */
    public MalformedJsonException(String field, String detail) {
        super(field.isEmpty() ? "the document " + detail : Words.line(field) + " " + detail);
        this.field = field;
        this.detail = detail;
    }

    /** The JSON pointer (RFC 6901); empty for the document as a whole. */
    public String field() {
        return field;
    }

    /** What it must be, and what it was, without the pointer in front. */
    public String detail() {
        return detail;
    }

    /** A refusal that followed from another failure. */
    static MalformedJsonException causedBy(MalformedJsonException refusal, Throwable cause) {
        refusal.initCause(cause);
        return refusal;
    }
}
