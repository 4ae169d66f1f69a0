package chaos.dataplane.netlink.qdisc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Hex;
import chaos.linux.wire.NetlinkException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsTest {

    private static final long U32 = 0xFFFF_FFFFL;
    private static final Tbf.Framing PLAIN = new Tbf.Framing(0, false);

    /** What follows netem's struct and its two exact times when nothing else is asked for. */
    private static final String NOTHING_ELSE = "10000100 00000000 00000000 00000000 0c000300 00000000 00000000 "
            + "0c000400 00000000 00000000 14000600 00000000 00000000 00000000 00000000 08000700 00000000 2c000c00 "
            + "00000000 ".repeat(10).strip();

    /** Each row: what it means, the value, the little-endian bytes the kernel must see. */
    static Stream<Arguments> golden() {
        return Stream.of(
                arguments("pfifo of 83", new Fifo(false, 83), "53000000"),
                arguments("bfifo of the most", new Fifo(true, U32), "ffffffff"),
                arguments(
                        "tbf 10 mbit/s, burst 3044, over 83 packets",
                        Tbf.of(1_250_000, 3044, 83, PLAIN),
                        "28000100 00010000 ffff0000 d0121300 00000000 00000000 00000000 53000000 a2940000 00000000 "
                                + "08000600 e40b0000"),
                arguments(
                        "tbf 40 gbit/s needs the 64-bit rate",
                        Tbf.of(5_000_000_000L, 5_000_000, 83, PLAIN),
                        "28000100 00010000 ffff0000 ffffffff 00000000 00000000 00000000 53000000 083d0000 00000000 "
                                + "0c000400 00f2052a 01000000 08000600 404b4c00"),
                arguments(
                        "tbf over ATM with overhead 10",
                        Tbf.of(53_000, 1590, 10, new Tbf.Framing(10, true)),
                        "28000100 00020a00 ffff0000 08cf0000 00000000 00000000 00000000 0a000000 311b0800 00000000 "
                                + "08000600 36060000"),
                arguments(
                        "netem delay 100 ms limit 1000",
                        Netem.of(100_000_000, 0, 1000),
                        "84d71700 e8030000 00000000 00000000 00000000 00000000 "
                                + "0c000a00 00e1f505 00000000 0c000b00 00000000 00000000 " + NOTHING_ELSE),
                arguments(
                        "netem delay 3600 s saturates the struct",
                        Netem.of(3_600_000_000_000L, 0, 1000),
                        "ffffffff e8030000 00000000 00000000 00000000 00000000 "
                                + "0c000a00 00a0b830 46030000 0c000b00 00000000 00000000 " + NOTHING_ELSE),
                arguments(
                        "netem loss 100 %",
                        Netem.of(0, U32, 1000),
                        "00000000 e8030000 ffffffff 00000000 00000000 00000000 "
                                + "0c000a00 00000000 00000000 0c000b00 00000000 00000000 " + NOTHING_ELSE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void write_matchesTheKernelsBytes(String name, QdiscOptions options, String hex) throws NetlinkException {
        var written = written(options);
        assertEquals(hex, Hex.text(written), name);
        var read = QdiscCodec.read(options.kind(), written).orElseThrow();
        assertTrue(options.holdsSame(read), () -> options + " was read as " + read);
    }

    private static ByteBuffer written(QdiscOptions options) {
        var out = new AttributeWriter();
        options.write(out);
        return out.written();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void read_survivesBeingCutAnywhere(String name, QdiscOptions options, String hex) throws NetlinkException {
        var whole = Hex.bytes(hex);
        int refused = 0;
        for (int length = 0; length < whole.remaining(); length++) {
            try {
                QdiscCodec.read(options.kind(), whole.slice(0, length).order(ByteOrder.nativeOrder()));
            } catch (NetlinkException e) {
                assertEquals(NetlinkException.Kind.MALFORMED, e.kind(), name + " cut at byte " + length);
                refused++;
            }
        }
        assertTrue(refused >= whole.remaining() / 2, refused + " of " + whole.remaining());
    }

    @Test
    void read_knowsNoOtherKind() throws NetlinkException {
        assertEquals(Optional.empty(), QdiscCodec.read("htb", ByteBuffer.allocate(0)));
    }

    /** A dump of netem with everything on, as a 6.1 kernel lays it out: nest flags and padding included. */
    @Test
    void read_understandsEverythingThatNetemShows() throws NetlinkException {
        var dump = new AttributeWriter();
        new NetemOptions(625_000, 1000, 0x0CCC_CCCC, 1, 0x1999_9999, 156_250).encode(reserve(dump, NetemOptions.BYTES));
        dump.u64(10, 40_000_000).u64(11, 10_000_000);
        dump.struct(1, 12, corr -> corr.putInt(1).putInt(2).putInt(3));
        dump.struct(3, 8, reorder -> reorder.putInt(4).putInt(5))
                .struct(4, 8, corrupt -> corrupt.putInt(6).putInt(7));
        dump.nested(
                5,
                loss -> loss.struct(
                        2, 16, ge -> ge.putInt(8).putInt(9).putInt(10).putInt(11)));
        dump.struct(6, 16, rate -> rate.putInt(-1).putInt(-4).putInt(48).putInt(5))
                .u64(8, 5_000_000_000L);
        dump.u32(7, 1).struct(9, 4, pad -> pad.putInt(0)).u64(14, 42).u32(99, 1);
        var netem = (Netem) QdiscCodec.read("netem", dump.written()).orElseThrow();
        assertEquals(40_000_000, netem.latencyNanos());
        assertEquals(10_000_000, netem.jitterNanos());
        assertEquals(new NetemChances(1, 2, 3, 4, 5, 6, 7), netem.chances());
        assertEquals(Optional.of(new LossChain(false, List.of(8L, 9L, 10L, 11L))), netem.lossChain());
        assertEquals(new NetemRate(5_000_000_000L, -4, 48, 5), netem.rate());
        assertEquals(new NetemRest(true, NetemSlot.NONE, netem.rest().others()), netem.rest());
        assertEquals(Map.of(99, "01000000"), netem.rest().others().bytes());
        assertEquals("99 = 01000000", netem.rest().others().toString());
        assertEquals(OptionalLong.of(42), netem.told().seed());
    }

    private static ByteBuffer reserve(AttributeWriter out, int bytes) {
        var copy = new ByteBuffer[1];
        out.struct(bytes, target -> {
            copy[0] = target.duplicate().order(ByteOrder.nativeOrder());
            target.position(target.limit());
        });
        return copy[0];
    }

    @Test
    void lossChain_refusesAnotherNumberOfValues() {
        assertThrows(IllegalArgumentException.class, () -> new LossChain(true, List.of(1L)));
    }

    @Provide
    Arbitrary<Netem> netems() {
        var u32 = Arbitraries.longs().between(0, U32);
        var options = Combinators.combine(u32, u32, u32, u32, u32, u32).as(NetemOptions::new);
        var chances = Combinators.combine(u32, u32, u32, u32, u32, u32, u32).as(NetemChances::new);
        var chains = Arbitraries.of(true, false)
                .flatMap(four -> u32.list()
                        .ofSize(four ? LossChain.FOUR_STATE_VALUES : LossChain.TWO_STATE_VALUES)
                        .map(values -> new LossChain(four, values)))
                .optional();
        var rates = Combinators.combine(
                        Arbitraries.longs().between(0, Long.MAX_VALUE),
                        Arbitraries.integers(),
                        u32,
                        Arbitraries.integers())
                .as(NetemRate::new);
        return Combinators.combine(
                        options,
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        chances,
                        chains,
                        rates,
                        Arbitraries.of(true, false))
                .as((struct, latency, jitter, shares, chain, rate, ecn) -> new Netem(
                        struct,
                        latency,
                        jitter,
                        shares,
                        chain,
                        rate,
                        new NetemRest(ecn, NetemSlot.NONE, UnknownAttributes.NONE),
                        NetemTold.NOTHING));
    }

    @Property
    boolean read_givesBackWhatWasWritten(@ForAll("netems") Netem netem) throws NetlinkException {
        return QdiscCodec.read("netem", written(netem)).equals(Optional.of(netem));
    }

    /** Whatever netem is told by hand, it is shown as something that a document can say. */
    @Property
    boolean toImpairment_survivesAnything(@ForAll("netems") Netem netem) {
        var reading = NetemReading.of(netem);
        boolean loses = netem.loses() && !reading.impairment().loss().isPresent();
        return !loses || !reading.warnings().isEmpty();
    }

    /** Whatever comes: it is read, or it is refused as what it is. */
    @Property
    boolean read_survivesAnything(@ForAll byte[] bytes) {
        for (String kind : List.of("netem", "tbf", "pfifo", "bfifo")) {
            try {
                QdiscCodec.read(kind, ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
            } catch (NetlinkException e) {
                if (e.kind() != NetlinkException.Kind.MALFORMED) {
                    return false;
                }
            }
        }
        return true;
    }
}
