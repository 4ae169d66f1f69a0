package chaos.api.calibration;

import chaos.api.dataplane.PlaneName;
import chaos.api.link.LinkName;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/** What sends probes and measures them: one request in, one measurement out. One train at a time. */
@ConsumerType
public interface TrafficRig {

    /** The word of the wire contract, for example {@code model} or {@code wire}. */
    String name();

    /** Whether it can measure what this plane does. */
    boolean measures(PlaneName plane);

    /**
     * What a report must say about it on this link.
     *
     * @throws RigException if it cannot measure this link; says what is missing and what to do
     */
    RigDescription describe(LinkName link) throws RigException;

    /**
     * Sends a train over the rig's own path, on which no plane is.
     *
     * @param train what to send
     * @param settle how long to wait for the last probe after it was sent
     * @throws RigException if the rig itself failed
     * @throws InterruptedException if the thread was interrupted; the rig is then at rest
     */
    Measurement measureFloor(ProbeTrain train, Duration settle) throws RigException, InterruptedException;

    /**
     * Sends a train over a link and waits for it.
     *
     * @throws RigException if the rig itself failed; probes that did not arrive are a result, not a failure
     * @throws InterruptedException if the thread was interrupted; the rig is then at rest
     */
    Measurement measure(MeasurementRequest request) throws RigException, InterruptedException;
}
