package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.FieldValue;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.dataplane.netlink.qdisc.Fifo;
import chaos.dataplane.netlink.qdisc.LossChain;
import chaos.dataplane.netlink.qdisc.Netem;
import chaos.dataplane.netlink.qdisc.NetemChances;
import chaos.dataplane.netlink.qdisc.NetemOptions;
import chaos.dataplane.netlink.qdisc.NetemRate;
import chaos.dataplane.netlink.qdisc.NetemRest;
import chaos.dataplane.netlink.qdisc.NetemSlot;
import chaos.dataplane.netlink.qdisc.NetemTold;
import chaos.dataplane.netlink.qdisc.QdiscOptions;
import chaos.dataplane.netlink.qdisc.Tbf;
import chaos.dataplane.netlink.qdisc.TbfRest;
import chaos.dataplane.netlink.qdisc.UnknownAttributes;
import chaos.linux.ports.OwnedQdiscs;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.Qdisc;
import chaos.linux.rtnl.QueueCounters;
import chaos.linux.rtnl.TcMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TreeReadingTest {

    private static final long HALF = 0x8000_0000L;
    private static final Tbf.Framing PLAIN = new Tbf.Framing(0, false);

    private static ObservedTree observed(QdiscOptions... layers) {
        var found = new ArrayList<ObservedTree.Found>();
        var parent = Handle.ROOT;
        for (var options : layers) {
            var handle = OwnedQdiscs.handle(options.kind());
            var qdisc = new Qdisc(
                    new TcMessage(7, handle, parent), options.kind(), ByteBuffer.allocate(0), QueueCounters.ZERO);
            found.add(new ObservedTree.Found(qdisc, Optional.of(options)));
            parent = handle.onlyClass();
        }
        return new ObservedTree(found, false);
    }

    private static ReadBack read(Impairment hint, QdiscOptions... layers) {
        return TreeReading.of(observed(layers), Defaults.fill(hint, 1500), Instant.EPOCH);
    }

    private static Netem netem(NetemOptions options, NetemChances chances, Optional<LossChain> chain) {
        return new Netem(options, 40_000_000, 0, chances, chain, NetemRate.NONE, NetemRest.NONE, NetemTold.NOTHING);
    }

    /** Each row: what the kernel shows, every field of it as a document. */
    static Stream<Arguments> nativeForms() {
        var options = new NetemOptions(625_000, 1000, 0, 0, 0, 0);
        String latency = "/latency/duration=40000000 /latency/kind=constant";
        return Stream.of(
                arguments(new Fifo(false, 50), "/queue/limit_packets=50"),
                arguments(
                        Tbf.of(1_250_000, 3044, 83, PLAIN),
                        "/rate/bits_per_second=10000000 /rate/burst_bytes=3044 /rate/packet_overhead=0"),
                arguments(
                        Tbf.of(53_000, 1590, 10, new Tbf.Framing(10, true)),
                        "/rate/bits_per_second=424000 /rate/burst_bytes=1622 /rate/cell_size=48"
                                + " /rate/packet_overhead=10"),
                arguments(netem(options, NetemChances.NONE, Optional.empty()), latency),
                arguments(
                        new Netem(
                                options,
                                1,
                                5,
                                new NetemChances(HALF, 0, 0, 0, 0, 0, 0),
                                Optional.empty(),
                                NetemRate.NONE,
                                NetemRest.NONE,
                                NetemTold.NOTHING),
                        "/latency/correlation=0.5 /latency/distribution/kind=uniform /latency/jitter=5"
                                + " /latency/kind=stochastic /latency/mean=1"),
                arguments(
                        netem(
                                new NetemOptions(0, 0, 0, 5, 0, 0),
                                new NetemChances(0, 0, 0, 0xFFFF_FFFFL, 0, 0, 0),
                                Optional.empty()),
                        latency + " /reordering/correlation=0 /reordering/gap=5 /reordering/pct=1E+2"),
                arguments(
                        netem(options, NetemChances.NONE, chain(false, 1, 2, 0, 3)),
                        latency + " /loss/loss_in_bad=1 /loss/loss_in_good=7E-10 /loss/model=gilbert_elliott"
                                + " /loss/p=2E-10 /loss/r=5E-10"),
                arguments(
                        netem(options, NetemChances.NONE, chain(true, 1, 2, 3, 4, 5)),
                        latency + " /loss/model=four_state /loss/p13=2E-10 /loss/p14=9E-10 /loss/p23=1.2E-9"
                                + " /loss/p31=5E-10 /loss/p32=7E-10"));
    }

    private static Optional<LossChain> chain(boolean four, long... values) {
        return Optional.of(
                new LossChain(four, java.util.Arrays.stream(values).boxed().toList()));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("nativeForms")
    void of_showsTheNativeFormWithoutAHint(QdiscOptions shown, String fields) {
        assertEquals(fields, text(read(Impairment.NONE, shown).impairment()));
    }

    private static String text(Impairment impairment) {
        return impairment.fields().entrySet().stream()
                .map(field -> field.getKey() + "=" + text(field.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String text(FieldValue value) {
        return value.match(new FieldValue.Cases<String>() {
            @Override
            public String whole(long number) {
                return String.valueOf(number);
            }

            @Override
            public String decimal(double number) {
                return new java.math.BigDecimal(String.valueOf(number))
                        .stripTrailingZeros()
                        .toString();
            }

            @Override
            public String text(String word) {
                return word;
            }
        });
    }

    @Test
    void of_usesTheHintsWordsWhereTheKernelHoldsThem() {
        var rate =
                Impairment.NONE.withRate(RateLimit.of(BitRate.parse("10gbit")).withBurst(new ByteCount(200_000)));
        var hint = rate.withQueue(new QueueLimit.Time(Duration.ofNanos(10_000_001)));
        var tbf = Tbf.of(1_250_000_000, 200_000, 1, PLAIN);
        assertEquals(hint, read(hint, tbf, new Fifo(true, 12_500_001)).impairment());
        var otherQueue = read(hint, tbf, new Fifo(true, 12_500_000)).impairment();
        assertEquals(rate.rate(), otherQueue.rate());
        assertEquals(
                new QueueLimit.Time(Duration.ofMillis(10)), otherQueue.queue().orElseThrow());
        var otherRate = read(hint, Tbf.of(1_250_000_008, 200_000, 1, PLAIN), new Fifo(true, 12_500_001));
        assertEquals(
                10_000_000_064L,
                otherRate.impairment().rate().orElseThrow().rate().bitsPerSecond());
    }

    @Test
    void of_warnsWhereNetemsOwnLimitIsNotOurs() {
        var hint = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));
        var read = read(hint, Netem.of(40_000_000, 0, 7));
        assertEquals(hint, read.impairment());
        assertEquals(List.of("emulator_limit"), reasons(read));
        assertEquals(read.warnings(), read.unasked());
        assertEquals(List.of(), reasons(read(hint, Netem.of(40_000_000, 0, 89_448))));
    }

    private static List<String> reasons(ReadBack read) {
        return read.warnings().stream().map(Warning::reason).toList();
    }

    @Test
    void of_tellsOfWhatNobodyKnowsAndGoesOn() {
        var unknown = new UnknownAttributes(new TreeMap<>(Map.of(99, "01000000")));
        var asked = Impairment.NONE
                .withRate(RateLimit.of(new BitRate(8000)).withBurst(new ByteCount(2000)))
                .withQueue(new QueueLimit.Packets(10));
        var told = (Tbf) QdiscTree.of(asked).nodes().get(0).options();
        var shown = new Tbf(
                told.bytesPerSecond(),
                told.bufferTicks(),
                told.burstBytes(),
                told.limit(),
                told.overhead(),
                told.cells(),
                told.peakBytesPerSecond(),
                new TbfRest(0, 0, 0, unknown));
        assertTrue(told.holdsSame(shown));
        assertEquals(List.of("unknown_attribute"), reasons(read(asked, whole(shown))));
        var netem = odd(5, NetemRate.NONE, new NetemRest(false, NetemSlot.NONE, unknown));
        assertTrue(odd(5, NetemRate.NONE, NetemRest.NONE).holdsSame(netem));
        assertEquals(List.of("unknown_attribute"), reasons(read(Impairment.NONE, netem)));
    }

    /** Each row: what no document can say. */
    static Stream<QdiscOptions> unreadable() {
        var options = new NetemOptions(0, 1000, 0, 0, 0, 0);
        var slot = new NetemSlot(0, 0, 5, 0, 0, 0);
        return Stream.of(
                new Fifo(false, 0xFFFF_FFFFL),
                new Fifo(true, 5000),
                new Tbf(0, 0, 0, 1, 0, false, 0, TbfRest.NONE),
                new Tbf(1L << 60, 0, 0, 1, 0, false, 0, TbfRest.NONE),
                new Tbf(1000, 5, 0, 1, 0, false, 2000, TbfRest.NONE),
                new Tbf(1000, 5, 0, 1, 0, false, 0, new TbfRest(64, 0, 0, UnknownAttributes.NONE)),
                odd(-1, NetemRate.NONE, NetemRest.NONE),
                odd(1L << 60, NetemRate.NONE, NetemRest.NONE),
                odd(0, NetemRate.NONE, new NetemRest(true, NetemSlot.NONE, UnknownAttributes.NONE)),
                odd(0, NetemRate.NONE, new NetemRest(false, slot, UnknownAttributes.NONE)),
                odd(0, new NetemRate(5, 0, 0, 0), NetemRest.NONE),
                netem(options, NetemChances.NONE, chain(true, HALF + 1, 2, 3, HALF, 5)));
    }

    private static Netem odd(long latency, NetemRate rate, NetemRest rest) {
        var options = new NetemOptions(0, 1000, 0, 0, 0, 0);
        return new Netem(options, latency, 0, NetemChances.NONE, Optional.empty(), rate, rest, NetemTold.NOTHING);
    }

    /** Below a tbf there is always something of ours. */
    private static QdiscOptions[] whole(QdiscOptions shown) {
        return shown instanceof Tbf ? new QdiscOptions[] {shown, new Fifo(false, 10)} : new QdiscOptions[] {shown};
    }

    /** Each row: what lets nothing pass, and the field that is to blame where there is one. */
    static Stream<Arguments> shut() {
        var options = new NetemOptions(0, 0, 0, 0, 0, 0);
        return Stream.of(
                arguments(Tbf.of(1_250_000, 3044, 83, PLAIN), Optional.of("/rate")),
                arguments(new Fifo(false, 0), Optional.of("/queue")),
                arguments(new Fifo(true, 0), Optional.of("/queue")),
                arguments(netem(options, NetemChances.NONE, Optional.empty()), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("shut")
    void of_tellsThatNothingPasses(QdiscOptions shown, Optional<String> field) {
        var told = read(Impairment.NONE, shown).unasked().stream()
                .filter(warning -> warning.reason().equals(Warning.NOTHING_PASSES))
                .toList();
        assertEquals(List.of(field), told.stream().map(Warning::field).toList());
        assertTrue(told.get(0).detail().endsWith("nothing passes; apply the impairment again, or clear it"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void of_warnsOfWhatNoDocumentCanSay(QdiscOptions shown) {
        var read = read(Impairment.NONE, whole(shown));
        assertEquals(List.of("unreadable"), reasons(read));
        assertEquals(read.warnings(), read.unasked());
    }

    @Test
    void of_doesNotTakeAttributesOfANewerKernelForAChangeByHand() {
        var unknown = new UnknownAttributes(new TreeMap<>(Map.of(99, "01000000")));
        for (var shown : List.of(
                new Tbf(1000, 5, 0, 1, 0, false, 0, new TbfRest(0, 0, 0, unknown)),
                odd(0, NetemRate.NONE, new NetemRest(false, NetemSlot.NONE, unknown)))) {
            var read = read(Impairment.NONE, whole(shown));
            assertEquals(List.of("unknown_attribute"), reasons(read));
            assertEquals(List.of(), read.unasked());
        }
    }
}
