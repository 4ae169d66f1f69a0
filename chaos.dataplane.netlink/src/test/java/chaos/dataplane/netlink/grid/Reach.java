package chaos.dataplane.netlink.grid;

import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import java.time.Duration;

/** How long after the last packet of a train something may still come. */
public final class Reach {

    private static final int JITTERS = 4;
    private static final double CELLS = 53.0 / 48;
    private static final Duration SPARE = Duration.ofMillis(250);

    private Reach() {}

    /**
     * The longest latency, a full queue and some time for the guest.
     *
     * @param impairment with its defaults filled in
     * @param bytes of a packet
     */
    public static Duration of(Impairment impairment, int bytes) {
        var latency = impairment.latency().map(Reach::longest).orElse(Duration.ZERO);
        var queue =
                impairment.rate().map(rate -> queued(rate, impairment, bytes)).orElse(Duration.ZERO);
        return latency.plus(queue).plus(SPARE);
    }

    private static Duration longest(Latency latency) {
        return latency instanceof Latency.Stochastic stochastic
                ? stochastic.mean().plus(stochastic.jitter().multipliedBy(JITTERS))
                : latency.mean();
    }

    /** A copy may be made of each packet, which needs as much room again. */
    private static Duration queued(RateLimit rate, Impairment impairment, int bytes) {
        var queue = impairment.queue().orElseThrow();
        if (queue instanceof QueueLimit.Time time) {
            return time.time();
        }
        double wire = (bytes + rate.packetOverhead() + rate.cellSize().orElse(0)) * CELLS;
        double seconds =
                ((QueueLimit.Packets) queue).packets() * wire / rate.rate().bytesPerSecond();
        return Duration.ofMillis((long) Math.min(10_000, Math.ceil(seconds * 1000)));
    }
}
