package chaos.api.dataplane;

import chaos.api.link.Direction;
import java.util.List;
import java.util.Optional;

/** An operation on a data plane failed; says which, where and why. */
public final class DataPlaneException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final transient Optional<Direction> direction;
    private final Reason reason;
    private final String detail;
    private final transient List<Refusal> refusals;

    /** What a caller can act on; the message is for people. */
    public enum Reason {
        /** The link has no live plane now. */
        NO_LIVE_PLANE,
        /** An interface does not exist. */
        NO_SUCH_PORT,
        /** A plane of that name does not exist on this link. */
        NO_SUCH_PLANE,
        /** A table of that name does not exist. */
        NO_SUCH_DISTRIBUTION,
        /** A privilege is missing. */
        NOT_PERMITTED,
        /** Valid, but this plane cannot do it on this machine. */
        NOT_SUPPORTED,
        /** Outside a bound that only the plane knows. */
        OUT_OF_RANGE,
        /** Somebody else's qdisc, bridge or daemon is in the way. */
        FOREIGN,
        /** The data plane refused. */
        REJECTED,
        /** The state is not what the caller expected it to be. */
        PRECONDITION_FAILED,
        /** It cannot be written to the disk. */
        NOT_STORED,
        /** The data plane did not answer in time. */
        TIMED_OUT,
        /** A fault of ours or of the machine. */
        FAILED
    }

    /**
     * A failure.
     *
     * @param operation the verb, for example {@code apply}
     * @param direction where; empty if it concerns the whole link
     * @param reason what a caller can act on
     * @param detail a sentence for people: what, where, what to do
     */
    public DataPlaneException(String operation, Optional<Direction> direction, Reason reason, String detail) {
        this(operation, direction, reason, detail, List.of());
    }

    /**
     * A failure with the fields that were refused.
     *
     * @param operation the verb
     * @param direction where; empty if it concerns the whole link
     * @param reason what a caller can act on
     * @param detail a sentence for people
     * @param refusals each refused field
     */
    public DataPlaneException(
            String operation, Optional<Direction> direction, Reason reason, String detail, List<Refusal> refusals) {
        super(operation + direction.map(d -> " " + d.word()).orElse("") + ": " + reason + ": " + detail);
        this.operation = operation;
        this.direction = direction;
        this.reason = reason;
        this.detail = detail;
        this.refusals = List.copyOf(refusals);
    }

    /** The same failure with what it followed from. */
    public DataPlaneException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    /** The verb. */
    public String operation() {
        return operation;
    }

    /** Where; empty if it concerns the whole link. */
    public Optional<Direction> direction() {
        return direction;
    }

    /** What a caller can act on. */
    public Reason reason() {
        return reason;
    }

    /** The sentence for people alone. */
    public String detail() {
        return detail;
    }

    /** Each refused field; empty if no field was. */
    public List<Refusal> refusals() {
        return refusals;
    }
}
