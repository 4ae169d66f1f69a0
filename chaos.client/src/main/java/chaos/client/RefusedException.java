package chaos.client;

import chaos.json.OutcomeJson;
import chaos.json.RefusalJson;
import java.util.List;
import java.util.Optional;

/** The appliance did not do what was asked; says why, and what the state is then where that was read. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Optional<String> field;
    private final transient List<RefusalJson> refusals;
    private final transient Optional<OutcomeJson> outcome;

    /**
     * A refusal.
     *
     * @param detail a sentence for people
     * @param field JSON pointer of the field at fault, where one is
     * @param refusals each field that the plane cannot hold
     * @param outcome the state that was read back, where it is not the one that was asked for
     */
    public RefusedException(
            String detail, Optional<String> field, List<RefusalJson> refusals, Optional<OutcomeJson> outcome) {
        super(detail);
        this.field = field;
        this.refusals = List.copyOf(refusals);
        this.outcome = outcome;
    }

    /** A refusal that one sentence says. */
    public static RefusedException because(String detail) {
        return new RefusedException(detail, Optional.empty(), List.of(), Optional.empty());
    }

    /** Something was done, and the plane holds something else than what was asked for. */
    public static RefusedException diverged(OutcomeJson outcome) {
        return new RefusedException("diverged", Optional.empty(), List.of(), Optional.of(outcome));
    }

    /** JSON pointer of the field at fault. */
    public Optional<String> field() {
        return field;
    }

    /** Each field that the plane cannot hold. */
    public List<RefusalJson> refusals() {
        return refusals;
    }

    /** The state, where it is not what was asked for. */
    public Optional<OutcomeJson> outcome() {
        return outcome;
    }
}
