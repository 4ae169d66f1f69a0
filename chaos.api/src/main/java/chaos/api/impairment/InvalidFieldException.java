package chaos.api.impairment;

/** A value is out of range or contradicts another; says which field of the impairment document, and its bound. */
public final class InvalidFieldException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * A refusal of one field.
     *
     * @param field a JSON pointer into the impairment document, for example {@code /latency/duration}
     * @param detail what it must be, and what it was
     */
    public InvalidFieldException(String field, String detail) {
        super(detail);
        this.field = field;
    }

    /** The JSON pointer (RFC 6901) of the field. */
    public String field() {
        return field;
    }
}
