package chaos.calibration.cases;

import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import java.util.List;
import java.util.Map;

/** The link of a run as a trial sees it. */
public interface TestedLink {

    /**
     * Makes an impairment the whole state of a direction.
     *
     * @return what read-back cannot show of it, and what the plane warns of; a sentence or JSON pointer each
     * @throws CannotHoldException if the plane cannot hold it; nothing is changed then
     * @throws LinkException if the link holds something else then, or somebody else changed it
     */
    Held apply(Direction direction, Impairment impairment) throws CannotHoldException, LinkException;

    /**
     * Makes sure that both directions hold what was applied last, on the plane that the run began with.
     *
     * @throws LinkException if not; says who to ask
     */
    void check() throws LinkException;

    /** What a direction holds, as text that is the same as long as nothing changes. */
    String state(Direction direction) throws LinkException;

    /** What a direction has counted so far: packets, bytes and drops. */
    List<Long> counters(Direction direction) throws LinkException;

    /**
     * What was applied.
     *
     * @param unverifiable JSON pointers that read-back cannot show
     * @param warnings what the plane warns of: a sentence by its machine-readable reason
     */
    record Held(List<String> unverifiable, Map<String, String> warnings) {}
}
