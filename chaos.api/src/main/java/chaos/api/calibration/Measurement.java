package chaos.api.calibration;

import java.time.Instant;
import java.util.List;

/**
 * What became of the probes of a train.
 *
 * @param startedAt when the first was sent
 * @param trace what was sent and what arrived
 * @param disturbances what makes it doubtful, a sentence each: a clock that was stepped, other traffic, a link that
 *     went down, probes that the rig itself lost or could not send in time. A case with one of them is not evaluated
 */
public record Measurement(Instant startedAt, ProbeTrace trace, List<String> disturbances) {

    /** A measurement; the list is copied. */
    public Measurement {
        disturbances = List.copyOf(disturbances);
    }
}
