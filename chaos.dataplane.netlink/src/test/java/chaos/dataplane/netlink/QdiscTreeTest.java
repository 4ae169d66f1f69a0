package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.impairment.Defaults;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.BitRate;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.dataplane.netlink.qdisc.Netem;
import chaos.dataplane.netlink.qdisc.Tbf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QdiscTreeTest {

    private static final Impairment LATENCY = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));
    private static final Impairment LOSS =
            Impairment.NONE.withLoss(new LossModel.Bernoulli(Probability.ofPercent(1), Correlation.NONE));
    private static final Impairment RATE = Impairment.NONE.withRate(RateLimit.of(BitRate.parse("25mbit")));
    private static final QueueLimit PACKETS = new QueueLimit.Packets(50);
    private static final QueueLimit TIME = new QueueLimit.Time(Duration.ofMillis(20));

    private static QdiscTree tree(Impairment impairment) {
        return QdiscTree.of(Defaults.fill(impairment, 1500));
    }

    /** The table of docs/architecture.md, row by row. */
    static Stream<Arguments> layers() {
        return Stream.of(
                arguments("nothing", Impairment.NONE, ""),
                arguments("queue only", Impairment.NONE.withQueue(PACKETS), "pfifo c4c:0 root"),
                arguments("rate", RATE, "tbf c4a:0 root, pfifo c4c:0 c4a:1"),
                arguments("rate and queue in time", RATE.withQueue(TIME), "tbf c4a:0 root, bfifo c4c:0 c4a:1"),
                arguments("latency", LATENCY, "netem c4b:0 root"),
                arguments("loss", LOSS, "netem c4b:0 root"),
                arguments("latency and queue", LATENCY.withQueue(PACKETS), "netem c4b:0 root, pfifo c4c:0 c4b:1"),
                arguments(
                        "all",
                        LATENCY.withRate(RATE.rate().orElseThrow()),
                        "tbf c4a:0 root, netem c4b:0 c4a:1, pfifo c4c:0 c4b:1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void of_buildsTheLayersOfTheTable(String name, Impairment impairment, String expected) {
        String built = tree(impairment).layers().stream()
                .map(layer -> layer.kind() + " " + layer.handle() + " " + layer.parent())
                .collect(Collectors.joining(", "));
        assertEquals(expected, built, name);
    }

    @Test
    void of_givesTbfTheLimitOfItsQueue() {
        assertEquals(50, ((Tbf) tree(RATE.withQueue(PACKETS)).nodes().get(0).options()).limit());
        assertEquals(62_500, ((Tbf) tree(RATE.withQueue(TIME)).nodes().get(0).options()).limit());
    }

    @Test
    void of_sizesNetemForWhatArrivesDuringTheLatency() {
        var netem = (Netem) tree(LATENCY.withQueue(PACKETS)).nodes().get(0).options();
        // (125,000,000 B/s * 0.04 s and one frame of 9042 B) / 84 B * 1.5, rounded up, and the queue
        assertEquals(89_448 + 50, netem.options().limit());
        assertEquals(
                1000, ((Netem) tree(LOSS).nodes().get(0).options()).options().limit());
    }

    @Test
    void layers_sayWhatTheyMayOccupy() {
        var numbers = tree(LATENCY).layers().get(0).numbers();
        assertEquals(89_448L, numbers.get("limit_packets"));
        assertEquals(89_448L * 2304, numbers.get("memory_bytes"));
    }

    @Test
    void emulatorLimit_isCutOffWhereMemoryEnds() {
        var hour = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofHours(1)));
        assertEquals(EmulatorLimit.MAX, EmulatorLimit.packets(hour, Optional.empty()));
        var fast = hour.withRate(RateLimit.of(BitRate.parse("1000gbit")));
        assertTrue(EmulatorLimit.wanted(fast, Optional.empty()) > 1e11);
    }

    @Test
    void emulatorLimit_holdsTheLongestLatencyOfAnyShape() {
        var jitter = Impairment.NONE.withLatency(new Latency.Stochastic(
                Duration.ofMillis(20), Duration.ofMillis(5), Distribution.Shape.NORMAL, Correlation.NONE));
        assertEquals(89_448, EmulatorLimit.packets(jitter, Optional.empty()));
    }

    @Test
    void emulatorLimit_isExactHoweverLongAndFast() {
        var random = new Random(20261122);
        for (int i = 0; i < 1000; i++) {
            long nanos = random.nextLong(1, Latency.MAX.toNanos()) >>> random.nextInt(40);
            long bits = random.nextLong(8_000_000_000L, BitRate.MAX) / 8 * 8;
            var impairment = Impairment.NONE
                    .withLatency(new Latency.Constant(Duration.ofNanos(Math.max(1, nanos))))
                    .withRate(RateLimit.of(new BitRate(bits)));
            var bytes = new BigDecimal(bits / 8)
                    .multiply(new BigDecimal(Math.max(1, nanos)))
                    .divide(new BigDecimal(1_000_000_000), 0, RoundingMode.UP);
            long packets = bytes.add(new BigDecimal(9042))
                    .multiply(new BigDecimal("1.5"))
                    .divide(new BigDecimal(84), 0, RoundingMode.UP)
                    .longValueExact();
            assertEquals(Math.max(1000, packets), EmulatorLimit.wanted(impairment, Optional.empty()));
        }
    }

    @Test
    void hasLayersOf_ignoresNumbersOnly() {
        assertTrue(tree(RATE).hasLayersOf(tree(RATE.withQueue(PACKETS))));
        assertFalse(tree(RATE).hasLayersOf(tree(RATE.withQueue(TIME))), "pfifo is not bfifo");
        assertFalse(tree(RATE).hasLayersOf(tree(Impairment.NONE)));
        assertFalse(tree(LATENCY).hasLayersOf(tree(RATE)));
    }

    @Test
    void addsQueueUnderNetem_isOnlyThat() {
        assertTrue(tree(LATENCY.withQueue(PACKETS)).addsQueueUnderNetem(tree(LATENCY)));
        assertFalse(tree(LATENCY).addsQueueUnderNetem(tree(LATENCY.withQueue(PACKETS))), "taking it away is not");
        assertFalse(tree(Impairment.NONE.withQueue(PACKETS)).addsQueueUnderNetem(tree(Impairment.NONE)));
        var all = tree(LATENCY.withRate(RATE.rate().orElseThrow()));
        assertFalse(all.addsQueueUnderNetem(tree(RATE)), "netem between tbf and its queue drops the queue");
    }
}
