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
}
