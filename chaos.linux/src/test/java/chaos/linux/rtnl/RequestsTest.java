package chaos.linux.rtnl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.linux.wire.Answer;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Conversation.Step;
import chaos.linux.wire.Hex;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.ScriptedKernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestsTest {

    private static final TcMessage ROOT = new TcMessage(7, Handle.qdisc(0xc4a), Handle.ROOT);
    private static final Netdev PORT = new Netdev(
            7,
            "eth1",
            0,
            1500,
            0,
            Optional.empty(),
            new Netdev.Identity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            new Netdev.Sent(0, 0));

    private final ScriptedKernel script = new ScriptedKernel();
    private final Conversation kernel = new Conversation(script, Duration.ofSeconds(1));

    /** Each row: the request as tc or ip has it, type and flags, the bytes of its body. */
    static Stream<Arguments> golden() {
        return Stream.concat(qdiscs(), interfaces());
    }

    private static Stream<Arguments> qdiscs() {
        String tcmsg = "00000000 07000000 00004a0c ffffffff 00000000 ";
        return Stream.of(
                arguments(
                        QdiscRequests.add(ROOT, "tbf", out -> out.u32(6, 1514)),
                        "add tbf c4a:0 at root",
                        36,
                        0x601,
                        tcmsg + "08000100 74626600 0c000200 08000600 ea050000"),
                arguments(
                        QdiscRequests.change(ROOT, "pfifo", out -> out.struct(4, b -> b.putInt(83))),
                        "change pfifo c4a:0 at root",
                        36,
                        0x1,
                        tcmsg + "0a000100 70666966 6f000000 08000200 53000000"),
                arguments(QdiscRequests.delete(ROOT, "tbf"), "delete tbf c4a:0 at root", 37, 0x1, tcmsg.strip()));
    }

    private static Stream<Arguments> interfaces() {
        return Stream.concat(bridges(), Stream.concat(ports(), bridged()));
    }

    private static Stream<Arguments> bridges() {
        return Stream.of(arguments(
                LinkRequests.createBridge("chaos-a"),
                "add bridge chaos-a",
                16,
                0x601,
                "00000000 00000000 00000000 00000000 0c000300 6368616f 732d6100 "
                        + "24001280 0b000100 62726964 67650000 14000280 08000500 00000000 05001700 00000000"));
    }

    private static Stream<Arguments> bridged() {
        String ifinfomsg = "00000000 07000000 00000000 00000000 ";
        return Stream.of(
                arguments(
                        LinkRequests.transparent(PORT),
                        "make transparent eth1",
                        16,
                        0x1,
                        ifinfomsg + "70001280 0b000400 62726964 67650000 60000580 05000400 00000000 05000500 00000000 "
                                + "05000800 00000000 05000900 01000000 05000a00 00000000 05001b00 01000000 "
                                + "05001e00 01000000 06001f00 fdff0000 05002000 00000000 05002100 00000000 "
                                + "05002700 00000000 04001800"),
                arguments(
                        LinkRequests.settle(PORT, BridgeSetting.STATE),
                        "set state of eth1",
                        16,
                        0x1,
                        ifinfomsg + "1c001280 0b000400 62726964 67650000 0c000580 05000100 03000000"),
                arguments(
                        LinkRequests.settle(PORT, BridgeSetting.STP),
                        "set STP of eth1",
                        16,
                        0x1,
                        ifinfomsg + "1c001280 0b000100 62726964 67650000 0c000280 08000500 00000000"));
    }

    private static Stream<Arguments> ports() {
        String ifinfomsg = "00000000 07000000 00000000 00000000 ";
        return Stream.of(
                arguments(LinkRequests.delete(PORT), "delete eth1", 17, 0x1, ifinfomsg.strip()),
                arguments(
                        LinkRequests.alias(PORT, "chaos:1"),
                        "set alias of eth1",
                        19,
                        0x1,
                        ifinfomsg + "0c001400 6368616f 733a3100"),
                arguments(
                        LinkRequests.master(PORT, 9),
                        "put into a bridge eth1",
                        19,
                        0x1,
                        ifinfomsg + "08000a00 09000000"),
                arguments(
                        LinkRequests.addressMode(PORT, LinkRequests.ADDRESS_MODE_NONE),
                        "set addrgenmode of eth1",
                        19,
                        0x1,
                        ifinfomsg + "10001a80 0c000a80 05000800 01000000"),
                arguments(
                        LinkRequests.flags(PORT, Netdev.NOARP, Netdev.UP | Netdev.NOARP),
                        "set flags of eth1",
                        19,
                        0x1,
                        "00000000 07000000 80000000 81000000"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("golden")
    void request_matchesTheKernelsBytes(Step step, String operation, int type, int flags, String hex) {
        assertEquals(operation, step.operation());
        assertEquals(type, step.request().type());
        assertEquals(flags, step.request().flags());
        assertEquals(hex, Hex.text(step.request().body()));
    }

    private static AttributeWriter qdisc(int index, Handle handle, String kind) {
        var body = new AttributeWriter();
        new TcMessage(index, handle, Handle.ROOT).write(body);
        return body.string(1, kind).container(2, options -> options.struct(4, bytes -> bytes.putInt(5)));
    }

    private static void stats(AttributeWriter out) {
        out.container(7, stats -> stats.struct(
                        1, 12, basic -> basic.putLong(6_000_000_000L).putInt(-1))
                .struct(
                        3,
                        20,
                        queue -> queue.putInt(1).putInt(2).putInt(3).putInt(4).putInt(5))
                .u64(8, 5_000_000_000L));
    }

    @Test
    void list_readsQdiscsAndTheirCounters() throws NetlinkException {
        var body = qdisc(7, Handle.qdisc(0xc4c), "pfifo");
        stats(body);
        script.then(asked -> List.of(Answer.datagram(
                Answer.item(asked.get(0).sequence(), 36, body),
                Answer.done(asked.get(0).sequence(), 0))));
        var qdisc = QdiscRequests.list(kernel).get(0);
        assertEquals("pfifo", qdisc.kind());
        assertEquals("c4c:0", qdisc.handle().toString());
        assertEquals(Handle.ROOT, qdisc.place().parent());
        assertEquals(5, qdisc.options().getInt(0));
        assertEquals(new QueueCounters(6_000_000_000L, 5_000_000_000L, 1, 2, 3, 4, 5, List.of()), qdisc.counters());
        assertEquals(0x301 | Message.ACK, script.heard().get(0).get(0).flags());
    }

    /** Cut between two attributes it is an answer with fewer of them; cut anywhere else it is none. */
    @Test
    void list_readsOrRefusesAQdiscThatWasCutAnywhere() throws NetlinkException {
        var body = qdisc(7, Handle.qdisc(0xc4c), "pfifo");
        int kindEnds = TcMessage.BYTES + 10;
        stats(body);
        var whole = body.written();
        int refused = 0;
        for (int length = 0; length < whole.remaining(); length++) {
            var cut = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
            cut.put(whole.slice(0, length)).flip();
            script.then(asked -> List.of(Answer.datagram(
                    new Message(36, 2, asked.get(0).sequence(), cut),
                    Answer.done(asked.get(0).sequence(), 0))));
            try {
                assertEquals("pfifo", QdiscRequests.list(kernel).get(0).kind());
                assertTrue(length >= kindEnds, "read without its kind, cut at byte " + length);
            } catch (NetlinkException e) {
                assertEquals(NetlinkException.Kind.MALFORMED, e.kind());
                refused++;
            }
        }
        assertTrue(refused > whole.remaining() * 3 / 4, refused + " of " + whole.remaining());
    }

    @Test
    void find_readsAnInterface() throws NetlinkException {
        var body = new AttributeWriter()
                .struct(16, bytes -> bytes.putInt(0).putInt(7).putInt(0x1_0001).putInt(0))
                .string(3, "eth1")
                .u32(4, 9000)
                .u32(10, 3)
                .string(20, "uplink")
                .nested(18, info -> info.string(1, "veth"))
                .nested(26, spec -> spec.nested(10, inet6 -> inet6.u8(8, 1)))
                .struct(23, 32, stats -> stats.putLong(1).putLong(2).putLong(3).putLong(4))
                .string(56, "0000:04:00.0")
                .string(57, "pci");
        script.then(asked -> List.of(Answer.datagram(
                Answer.item(asked.get(0).sequence(), 16, body),
                Answer.success(asked.get(0).sequence()))));
        var device = LinkRequests.find(kernel, "eth1").orElseThrow();
        assertEquals("eth1", device.name());
        assertEquals(9000, device.mtu());
        assertEquals(3, device.master());
        assertTrue(device.has(Netdev.UP | Netdev.LOWER_UP));
        assertEquals(Optional.of(1), device.addressMode());
        assertEquals(new Netdev.Sent(4, 2), device.sent());
        assertEquals(Optional.of("veth"), device.identity().kind());
        assertEquals(Optional.of("uplink"), device.identity().alias());
        assertEquals(Optional.of("0000:04:00.0"), device.identity().pciAddress());
    }

    @Test
    void find_takesNoSuchDeviceAsNothing() throws NetlinkException {
        script.then(asked -> List.of(Answer.datagram(Answer.error(asked.get(0).sequence(), 19))));
        assertEquals(Optional.empty(), LinkRequests.find(kernel, "eth9"));
    }
}
