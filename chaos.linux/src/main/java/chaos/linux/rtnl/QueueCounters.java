package chaos.linux.rtnl;

import chaos.linux.wire.Attribute;
import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a qdisc counted: {@code struct gnet_stats_basic { u64 bytes; u32 packets; }} and {@code struct
 * gnet_stats_queue { u32 qlen; u32 backlog; u32 drops; u32 requeues; u32 overlimits; }} ({@code
 * include/uapi/linux/gen_stats.h}). Bytes and packets are those that left; drops include those of the layers below.
 * The kind's own counters are 64-bit numbers in their order (TCA_STATS_APP), none where the kernel shows none.
 */
public record QueueCounters(
        long bytes,
        long packets,
        long waiting,
        long backlog,
        long drops,
        long requeues,
        long overlimits,
        List<Long> own) {

    /** Nothing counted. */
    public static final QueueCounters ZERO = new QueueCounters(0, 0, 0, 0, 0, 0, 0, List.of());

    private static final int TCA_STATS_BASIC = 1;
    private static final int TCA_STATS_QUEUE = 3;
    private static final int TCA_STATS_APP = 4;
    private static final int TCA_STATS_PKT64 = 8;
    private static final int BASIC_BYTES = 12;
    private static final int QUEUE_BYTES = 20;
    private static final long U32 = 0xFFFF_FFFFL;

    static QueueCounters read(AttributeReader stats) throws NetlinkException {
        var basic = stats.require(TCA_STATS_BASIC).at(BASIC_BYTES);
        var queue = stats.require(TCA_STATS_QUEUE).at(QUEUE_BYTES);
        return new QueueCounters(
                basic.getLong(0),
                stats.u64(TCA_STATS_PKT64, basic.getInt(8) & U32),
                queue.getInt(0) & U32,
                queue.getInt(4) & U32,
                queue.getInt(8) & U32,
                queue.getInt(12) & U32,
                queue.getInt(16) & U32,
                own(stats));
    }

    private static List<Long> own(AttributeReader stats) {
        var numbers = new ArrayList<Long>();
        stats.find(TCA_STATS_APP).map(Attribute::bytes).ifPresent(bytes -> {
            while (bytes.remaining() >= Long.BYTES) {
                numbers.add(bytes.getLong());
            }
        });
        return List.copyOf(numbers);
    }

    /** By name, for people. */
    public SortedMap<String, Long> numbers() {
        var numbers = new TreeMap<String, Long>();
        numbers.put("bytes", bytes);
        numbers.put("packets", packets);
        numbers.put("backlog_packets", waiting);
        numbers.put("backlog_bytes", backlog);
        numbers.put("drops", drops);
        numbers.put("requeues", requeues);
        numbers.put("overlimits", overlimits);
        return numbers;
    }
}
