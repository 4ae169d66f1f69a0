package chaos.calibration.run;

import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.RigException;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.TrafficRig;
import chaos.calibration.cases.FloorSample;
import java.time.Duration;
import java.util.ArrayList;

/** Measures what a rig sees when there is nothing between its ends. */
final class Floors {

    private static final int BYTES = 256;
    /** The pace of most questions about delays: at a quicker one processors rest less, and the floor is lower. */
    private static final int PER_SECOND = 2000;

    private static final Duration SETTLE = Duration.ofMillis(200);
    private static final int QUICK_TRAINS = 3;
    private static final int FULL_TRAINS = 5;

    private Floors() {}

    static Duration expected(Mode mode) {
        var train = train(mode, 0);
        long nanos = (long) (train.count() / train.packetsPerSecond() * 1e9) + SETTLE.toNanos();
        return Duration.ofNanos(trains(mode) * nanos);
    }

    private static int trains(Mode mode) {
        return mode == Mode.QUICK ? QUICK_TRAINS : FULL_TRAINS;
    }

    private static ProbeTrain train(Mode mode, long seed) {
        return mode == Mode.QUICK
                ? new ProbeTrain(2000, BYTES, PER_SECOND, seed)
                : new ProbeTrain(6000, BYTES, PER_SECOND, seed);
    }

    static FloorSample measure(TrafficRig rig, Mode mode, long seed) throws RigException, InterruptedException {
        var traces = new ArrayList<ProbeTrace>();
        var disturbances = new ArrayList<String>();
        for (int i = 0; i < trains(mode); i++) {
            var measurement = rig.measureFloor(train(mode, seed + i), SETTLE);
            if (!measurement.disturbances().isEmpty()) {
                measurement = rig.measureFloor(train(mode, seed + i), SETTLE);
            }
            measurement.disturbances().forEach(why -> disturbances.add("on the rig's own path, " + why));
            if (measurement.trace().arrivals() == 0) {
                throw new RigException("the " + rig.name() + " rig's own path lost all of "
                        + measurement.trace().sent()
                        + " probes; look at the log for what became of its interfaces");
            }
            traces.add(measurement.trace());
        }
        return FloorSample.of(traces, disturbances);
    }
}
