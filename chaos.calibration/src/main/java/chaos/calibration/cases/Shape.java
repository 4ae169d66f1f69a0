package chaos.calibration.cases;

import chaos.api.calibration.ProbeTrain;
import chaos.api.prediction.Traffic;
import java.time.Duration;
import java.util.Optional;

/**
 * A train without its seed.
 *
 * @param bytes layer-2 bytes of each probe
 * @param perSecond how fast they are offered
 * @param count how many
 */
public record Shape(int bytes, double perSecond, int count) {

    /** As fast as the rig can send. */
    static final double BACK_TO_BACK = 1e9;

    private static final double NANOS = 1e9;

    /** At this pace for a time. */
    static Shape lasting(int bytes, double perSecond, double seconds) {
        return new Shape(bytes, perSecond, (int) Math.ceil(perSecond * seconds));
    }

    /** With so many probes at least. */
    Shape atLeast(long probes) {
        return new Shape(bytes, perSecond, (int) Math.max(count, probes));
    }

    /**
     * With so many times as many probes.
     *
     * @return empty if sending them would take longer
     */
    Optional<Shape> times(double more, Duration longest) {
        return Optional.of(atLeast((long) Math.ceil(more * count)))
                .filter(larger -> larger.lasts().compareTo(longest) <= 0);
    }

    /** With a seed. */
    public ProbeTrain train(long seed) {
        return new ProbeTrain(count, bytes, perSecond, seed);
    }

    Traffic traffic() {
        return new Traffic(bytes, perSecond);
    }

    /** How long sending takes. */
    Duration lasts() {
        return Duration.ofNanos((long) (count / perSecond * NANOS));
    }

    double bitsPerSecond() {
        return 8.0 * bytes * perSecond;
    }
}
