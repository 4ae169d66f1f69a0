package chaos.dataplane.model;

import chaos.api.prediction.Traffic;
import java.util.SplittableRandom;

/** Equal packets that come independently of each other, so many a second on average. */
final class PoissonTraffic implements TrafficSource {

    private static final double SECOND = 1e9;

    private final Traffic traffic;
    private final long count;
    private final SplittableRandom random;
    private long sent;
    private double at;

    PoissonTraffic(Traffic traffic, long count, long seed) {
        this.traffic = traffic;
        this.count = count;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public boolean next() {
        at -= StrictMath.log(1 - random.nextDouble()) * SECOND / traffic.packetsPerSecond();
        return ++sent <= count;
    }

    @Override
    public long at() {
        return (long) at;
    }

    @Override
    public int bytes() {
        return traffic.packetBytes();
    }
}
