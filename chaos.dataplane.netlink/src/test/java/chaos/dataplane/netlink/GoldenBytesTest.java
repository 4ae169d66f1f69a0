package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.dataplane.netlink.qdisc.Netem;
import chaos.dataplane.netlink.qdisc.QdiscOptions;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.QdiscRequests;
import chaos.linux.rtnl.TcMessage;
import chaos.linux.wire.Conversation.Step;
import chaos.linux.wire.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each message equals, field by field, what iproute2's tc sends for the equivalent command, as src/test/capture wrote
 * it down. Whatever is in one message only is one of these:
 *
 * <ul>
 *   <li>netem, only ours: the exact times (LATENCY64, JITTER64), which must say what the struct says; CORR, REORDER,
 *       CORRUPT, RATE, ECN and SLOT full of zeros, because the kernel keeps what is left out; the table of the uniform
 *       distribution, for which tc sends none.
 *   <li>netem, both but different: the entries of a distribution's table, because ours are computed.
 *   <li>netem, in three commands: a chance halfway between two parts of 2^32 - 1 is one part off. tc rounds to the even
 *       part and CHAOS up; that of correlated loss is a product of two rounded numbers.
 *   <li>tbf, only tc's: the rate tables (RTAB, PTAB) and the logarithm of their cells (cell_log), not read since Linux
 *       3.8.
 *   <li>tbf, both but different: the bursts in ticks (buffer, mtu), which the kernel computes anew from those in bytes.
 * </ul>
 */
class GoldenBytesTest {

    private static final int FEWEST = 60;
    private static final int MESSAGE_HEADER = 16;
    private static final int TCMSG = 20;
    private static final int HANDLE = 8;
    private static final int NETEM_STRUCT = 24;
    private static final int TBF_PARMS = 1;
    private static final List<Integer> TBF_TABLES = List.of(2, 3);
    private static final int PEAK_CELL_LOG = 12;
    private static final int PEAK_BUFFER = 32;
    private static final int BUFFER = 28;
    private static final int DELAY_DIST = 2;
    private static final int LOSS = 5;
    private static final Set<String> HALFWAY = Set.of(
            "add dev lo root handle c4b: netem limit 1000 loss gemodel 1% 10% 70% 0.1%",
            "add dev lo root handle c4b: netem limit 1000 loss gemodel 5% 45% 100% 0%",
            "add dev lo root handle c4b: netem limit 1000 loss state 10% 90% 5% 30% 0%");
    private static final int LATENCY64 = 10;
    private static final int JITTER64 = 11;
    private static final List<Integer> ZEROS_IN_OURS = List.of(1, 3, 4, 6, 7, 12);

    @Test
    void commands_areThoseThatWereCaptured() throws IOException {
        assertEquals(captured().keySet(), TcCommands.all().keySet());
        assertTrue(captured().size() >= FEWEST, captured().size() + " commands");
    }

    @TestFactory
    Stream<DynamicTest> request_isWhatTcSends() throws IOException {
        var captured = captured();
        return TcCommands.all().entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
                    var tc = Sent.of(captured.get(row.getKey()));
                    var ours = encoded(row.getKey(), row.getValue());
                    assertEquals(tc.head, ours.head, "type, flags, handle, parent and kind");
                    if (row.getValue() instanceof Netem netem) {
                        compareNetem(tc.options, ours.options, netem, HALFWAY.contains(row.getKey()));
                    } else if (tc.head.endsWith("tbf")) {
                        compareTbf(attributes(tc.options), attributes(ours.options));
                    } else {
                        assertEquals(hex(tc.options), hex(ours.options));
                    }
                }));
    }

    private static Sent encoded(String command, QdiscOptions options) {
        var words = List.of(command.split(" ", -1));
        int parent = words.indexOf("parent");
        var place = new TcMessage(
                1,
                Handle.parse(words.get(words.indexOf("handle") + 1)),
                parent < 0 ? Handle.ROOT : Handle.parse(words.get(parent + 1)));
        Step step = words.get(0).equals("add")
                ? QdiscRequests.add(place, options.kind(), options::write)
                : QdiscRequests.change(place, options.kind(), options::write);
        var request = step.request();
        return Sent.of(request.type(), request.flags() | Message.ACK, request.body());
    }

    private static void compareNetem(ByteBuffer tc, ByteBuffer ours, Netem netem, boolean halfway) {
        assertEquals(hex(tc.slice(0, NETEM_STRUCT)), hex(ours.slice(0, NETEM_STRUCT)), "struct tc_netem_qopt");
        var theirs = attributes(tc.slice(NETEM_STRUCT, tc.remaining() - NETEM_STRUCT));
        var mine = attributes(ours.slice(NETEM_STRUCT, ours.remaining() - NETEM_STRUCT));
        assertEquals(netem.latencyNanos(), mine.get(LATENCY64).getLong(0));
        assertEquals(netem.jitterNanos(), mine.get(JITTER64).getLong(0));
        assertEquals(tc.getInt(0), (int) (netem.latencyNanos() / 64), "the same latency in ticks");
        theirs.forEach((type, payload) -> {
            assertTrue(mine.containsKey(type), "only tc sends attribute " + type);
            if (type == LOSS && halfway) {
                compareChances(payload, mine.get(type));
            } else if (type != DELAY_DIST) {
                assertEquals(hex(payload), hex(mine.get(type)), "attribute " + type);
            }
        });
        mine.forEach((type, payload) -> {
            if (!theirs.containsKey(type) && ZEROS_IN_OURS.contains(type)) {
                assertEquals(hex(ByteBuffer.allocate(payload.remaining())), hex(payload), "attribute " + type);
            } else if (!theirs.containsKey(type) && type != LATENCY64 && type != JITTER64) {
                assertEquals(DELAY_DIST, type, "only CHAOS sends it");
            }
        });
    }

    /** Word by word, one part off at most. */
    private static void compareChances(ByteBuffer tc, ByteBuffer ours) {
        assertEquals(tc.remaining(), ours.remaining());
        for (int at = 0; at < tc.remaining(); at += Integer.BYTES) {
            assertTrue(Math.abs(tc.getInt(at) - ours.getInt(at)) <= 1, hex(tc) + " and " + hex(ours));
        }
    }

    private static void compareTbf(Map<Integer, ByteBuffer> tc, Map<Integer, ByteBuffer> ours) {
        var expected = new TreeMap<>(tc);
        expected.keySet().removeAll(TBF_TABLES);
        assertEquals(expected.keySet(), ours.keySet());
        for (int type : ours.keySet()) {
            byte[] theirs = bytes(expected.get(type));
            if (type == TBF_PARMS) {
                theirs[0] = 0; // cell_log
                theirs[PEAK_CELL_LOG] = 0;
                ours.get(type).slice(PEAK_BUFFER, Integer.BYTES).get(theirs, PEAK_BUFFER, Integer.BYTES);
                ours.get(type).slice(BUFFER, Integer.BYTES).get(theirs, BUFFER, Integer.BYTES);
            }
            assertEquals(HexFormat.of().formatHex(theirs), hex(ours.get(type)), "attribute " + type);
        }
    }

    /** What was sent: its head as text, without sequence number and interface, and the options. */
    private record Sent(String head, ByteBuffer options) {

        static Sent of(ByteBuffer message) {
            message.order(ByteOrder.nativeOrder());
            int length = message.getInt(0) - MESSAGE_HEADER;
            return of(message.getShort(4), message.getShort(6), message.slice(MESSAGE_HEADER, length));
        }

        static Sent of(int type, int flags, ByteBuffer body) {
            var place = body.slice().order(ByteOrder.nativeOrder());
            var attributes = attributes(body.slice(TCMSG, body.remaining() - TCMSG));
            var kind = new String(bytes(attributes.get(1)), StandardCharsets.US_ASCII).replace("\0", "");
            String head = String.format(
                    "type %d flags %x handle %x parent %x %s",
                    type, flags, place.getInt(HANDLE), place.getInt(HANDLE + 4), kind);
            return new Sent(head, attributes.get(2));
        }
    }

    private static Map<Integer, ByteBuffer> attributes(ByteBuffer source) {
        var in = source.slice().order(ByteOrder.nativeOrder());
        var found = new TreeMap<Integer, ByteBuffer>();
        while (in.remaining() >= 4) {
            int length = in.getShort(in.position()) & 0xFFFF;
            int type = in.getShort(in.position() + 2) & 0x3FFF;
            found.put(type, in.slice(in.position() + 4, length - 4).order(ByteOrder.nativeOrder()));
            in.position(Math.min(in.limit(), in.position() + (length + 3 & ~3)));
        }
        return found;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }

    private static String hex(ByteBuffer buffer) {
        return HexFormat.of().formatHex(bytes(buffer));
    }

    private static Map<String, ByteBuffer> captured() throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                GoldenBytesTest.class.getResourceAsStream("tc.txt"), StandardCharsets.US_ASCII))) {
            return in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.toMap(
                            columns -> columns[0],
                            columns -> ByteBuffer.wrap(HexFormat.of().parseHex(columns[1])),
                            (one, other) -> one,
                            LinkedHashMap::new));
        }
    }
}
