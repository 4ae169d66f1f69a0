package chaos.dataplane.netlink.qdisc;

/**
 * netem's own rate ({@code struct tc_netem_rate { u32 rate; s32 packet_overhead; u32 cell_size; s32 cell_overhead; }}).
 *
 * @param bytesPerSecond 0 for none
 * @param packetOverhead bytes added to a packet
 * @param cellSize payload of a cell
 * @param cellOverhead bytes added to a cell
 */
public record NetemRate(long bytesPerSecond, int packetOverhead, long cellSize, int cellOverhead) {

    /** No rate. */
    public static final NetemRate NONE = new NetemRate(0, 0, 0, 0);

    /**
     * What keeps packets in order: with any rate netem lets none overtake, and this one (2<sup>40</sup> bytes a second)
     * delays a full frame by 1.4 ns. A document's own rate is never netem's, so that it can mean nothing else.
     */
    public static final NetemRate ORDER_KEPT = new NetemRate(1L << 40, 0, 0, 0);
}
