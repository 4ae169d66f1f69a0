package chaos.api.dataplane;

/**
 * Why a plane cannot hold one field truthfully.
 *
 * @param field JSON pointer of the field
 * @param cause what kind of refusal it is
 * @param detail a sentence for people: the bound, or what can
 */
public record Refusal(String field, Cause cause, String detail) {

    /** What kind of refusal it is. */
    public enum Cause {
        /** This plane, on this machine, cannot do it. */
        NOT_SUPPORTED,
        /** The value is outside a bound that only the plane knows, for example one that follows from the MTU. */
        OUT_OF_RANGE
    }
}
