package chaos.api.calibration;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** What sends probes and measures them: one request in, one measurement out. */
@ConsumerType
public interface TrafficRig {

    /** The word of the wire contract, for example {@code model} or {@code wire}. */
    String name();

    /** What a report must say about it: clock, kernel, interface, what it cannot show. */
    String describe();

    /**
     * Sends a train and waits for it.
     *
     * @throws IOException if the rig itself failed; probes that did not arrive are a result, not a failure
     * @throws InterruptedException if the thread was interrupted; the rig is then at rest
     */
    Measurement measure(MeasurementRequest request) throws IOException, InterruptedException;
}
