package chaos.dataplane.model;

import chaos.api.prediction.Traffic;

/** Equal packets at a constant rate, without a pause or in bursts: so long on, so long off. */
final class SteadyTraffic implements TrafficSource {

    private static final double SECOND = 1e9;

    private final Traffic traffic;
    private final long count;
    private final double spacing;
    private final double on;
    private final double off;
    private long sent;

    private SteadyTraffic(Traffic traffic, long count, double on, double off) {
        this.traffic = traffic;
        this.count = count;
        this.spacing = SECOND / traffic.packetsPerSecond();
        this.on = on;
        this.off = off;
    }

    /** So many packets at a constant rate. */
    static SteadyTraffic constant(Traffic traffic, long count) {
        return new SteadyTraffic(traffic, count, Double.POSITIVE_INFINITY, 0);
    }

    /**
     * So many packets at a constant rate, with pauses.
     *
     * @param on how long they come, in nanoseconds: above 0
     * @param off how long they then do not come, in nanoseconds
     * @throws IllegalArgumentException if one is out of range
     */
    static SteadyTraffic onOff(Traffic traffic, long count, long on, long off) {
        if (on <= 0 || off < 0) {
            throw new IllegalArgumentException("on must be above 0 ns and off not below 0, were " + on + " and " + off);
        }
        return new SteadyTraffic(traffic, count, on, off);
    }

    @Override
    public boolean next() {
        return ++sent <= count;
    }

    @Override
    public long at() {
        double offered = (sent - 1) * spacing;
        return (long) (off == 0 ? offered : offered + Math.floor(offered / on) * off);
    }

    @Override
    public int bytes() {
        return traffic.packetBytes();
    }
}
