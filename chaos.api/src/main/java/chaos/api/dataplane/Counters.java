package chaos.api.dataplane;

/**
 * Counters of one direction, cumulative since the plane was attached.
 *
 * @param bytes layer-2 bytes that left
 * @param packets packets that left
 * @param drops packets that did not leave, whatever the cause
 * @param overlimits times that a packet had to wait for the rate
 * @param requeues times that the driver gave a packet back
 * @param reordered packets that skipped the latency
 */
public record Counters(long bytes, long packets, long drops, long overlimits, long requeues, long reordered) {

    /** Nothing counted. */
    public static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Counters plus(Counters other) {
        return new Counters(
                bytes + other.bytes,
                packets + other.packets,
                drops + other.drops,
                overlimits + other.overlimits,
                requeues + other.requeues,
                reordered + other.reordered);
    }
}
