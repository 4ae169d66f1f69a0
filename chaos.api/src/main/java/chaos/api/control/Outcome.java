package chaos.api.control;

import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Transition;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The state of one direction after an operation, as it was read back.
 *
 * @param link which link
 * @param direction which direction
 * @param plane the plane that holds it
 * @param desired the canonical form of what was asked for last
 * @param readBack what the plane holds
 * @param transition what became of the packets in flight; none for a read
 * @param divergences each field in which the two differ, and what the plane holds that no field can say
 * @param warnings what a person should know, those of the read-back included
 */
public record Outcome(
        LinkName link,
        Direction direction,
        PlaneName plane,
        Impairment desired,
        ReadBack readBack,
        Transition transition,
        List<Divergence> divergences,
        List<Warning> warnings) {

    private static final int TAG_BYTES = 12;

    /** An outcome; lists are copied. */
    public Outcome {
        divergences = List.copyOf(divergences);
        warnings = List.copyOf(warnings);
    }

    /** Whether the plane holds what was asked for. */
    public boolean isAsDesired() {
        return divergences.isEmpty();
    }

    /**
     * A short text that is the same as long as link, direction, plane, desired and observed state are; it serves as the
     * entity tag of the state (RFC 9110, 8.8.3).
     */
    public String tag() {
        var state = String.join(
                "\n",
                link.value(),
                direction.word(),
                plane.value(),
                desired.fields().toString(),
                readBack.impairment().fields().toString()
                        + (readBack.unasked().isEmpty()
                                ? ""
                                : readBack.unasked().toString()));
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
