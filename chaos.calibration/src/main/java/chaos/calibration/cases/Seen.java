package chaos.calibration.cases;

import chaos.api.calibration.ProbeTrace;
import chaos.api.prediction.Prediction;
import java.util.Arrays;

/**
 * What a trial saw, for those who judge it.
 *
 * @param bench where
 * @param shape what was sent
 * @param trace what became of it
 * @param prediction what the model says of it
 */
record Seen(Bench bench, Shape shape, ProbeTrace trace, Prediction prediction) {

    /** One-way delays in the order of sending, in nanoseconds, the rig's own included. */
    double[] delays() {
        return Arrays.stream(trace.oneWayDelays()).asDoubleStream().toArray();
    }

    double[] sortedDelays() {
        return FloorSample.sorted(trace.oneWayDelays());
    }
}
