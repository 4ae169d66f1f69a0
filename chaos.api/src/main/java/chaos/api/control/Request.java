package chaos.api.control;

import java.util.Optional;

/**
 * Who asks for a change, and what they believe the state to be.
 *
 * @param actor for the event, for example {@code http} or {@code shell}
 * @param expectedTag the {@link Outcome#tag} that the state must still have; empty: whatever it is
 */
public record Request(String actor, Optional<String> expectedTag) {

    /** A request that does not mind the present state. */
    public static Request by(String actor) {
        return new Request(actor, Optional.empty());
    }

    /** The same, only if the state still has this tag. */
    public Request ifUnchangedSince(String tag) {
        return new Request(actor, Optional.of(tag));
    }
}
