package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Capability;
import chaos.api.dataplane.CorrelatedPart;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What needs a kernel with netem, on a real one, with tc and ping as the second opinion. */
@Tag("netem")
class NetemGuestTest {

    private static final Impairment LATENCY = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(50)));
    private static final Impairment WAN =
            LATENCY.withLoss(bernoulli(1)).withRate(RateLimit.of(BitRate.parse("25mbit")));

    private static Lab lab;
    private NetlinkDataPlane plane;

    /** One for all: making it takes seconds in the guest. */
    @BeforeAll
    static void open() throws IOException {
        lab = new Lab();
        lab.switchOn();
    }

    @AfterAll
    static void close() throws IOException {
        lab.close();
    }

    @BeforeEach
    void attach() throws IOException, DataPlaneException {
        plane = lab.plane();
        plane.attach();
        lab.awaitConnected();
    }

    @AfterEach
    void detach() {
        plane.stop();
    }

    private static LossModel bernoulli(double percent) {
        return new LossModel.Bernoulli(Probability.ofPercent(percent), Correlation.NONE);
    }

    @Test
    void capabilities_areWhatThisKernelShowsAgain() {
        var expected = EnumSet.complementOf(EnumSet.of(Capability.CORRUPTION_BER));
        if (isBefore(6, 6)) {
            expected.remove(Capability.SEED);
        }
        var capabilities = plane.capabilities();
        assertEquals(expected, capabilities.supported());
        assertEquals(List.of(Distribution.Shape.values()), capabilities.distributions());
        assertEquals(Set.of(CorrelatedPart.LOSS), capabilities.correlations());
        assertEquals(List.of("/latency/distribution"), capabilities.unverifiable());
    }

    /** Whether the kernel is older than this. */
    static boolean isBefore(int major, int minor) {
        var release = System.getProperty("os.version").split("\\.", -1);
        int here = Integer.parseInt(release[0]);
        return here < major || (here == major && Integer.parseInt(release[1]) < minor);
    }

    @Test
    void apply_latencyAloneIsNetemAlone() throws DataPlaneException, IOException {
        var applied = plane.apply(Direction.PORT2, LATENCY);
        assertEquals(Transition.REBUILT, applied.transition());
        String shown = lab.shown("p2");
        assertTrue(shown.contains("qdisc netem c4b: root") && shown.contains("delay 50ms"), shown);
        assertEquals(1, shown.lines().count(), shown);
        assertEquals(LATENCY, plane.read(Direction.PORT2, Optional.of(LATENCY)).impairment());
        double millis = lab.ping(20).fastestMillis();
        assertTrue(millis >= 50 && millis < 60, "the fastest of 20 round trips took " + millis + " ms");
    }

    @Test
    void apply_everythingIsThreeLayers() throws DataPlaneException, IOException {
        var applied = plane.apply(Direction.PORT1, WAN);
        String shown = lab.shown("p1");
        assertTrue(shown.contains("qdisc tbf c4a: root") && shown.contains("rate 25Mbit"), shown);
        assertTrue(shown.contains("qdisc netem c4b: parent c4a:1"), shown);
        assertTrue(shown.contains("delay 50ms") && shown.contains("loss 1%"), shown);
        assertTrue(shown.contains("qdisc pfifo c4c: parent c4b:1 limit 207p"), shown);
        var read = plane.read(Direction.PORT1, Optional.of(WAN));
        assertEquals(applied.canonical(), read.impairment());
        assertTrue(read.warnings().isEmpty(), () -> read.warnings().toString());
        assertEquals(Transition.NONE, plane.apply(Direction.PORT1, WAN).transition());
    }

    @Test
    void apply_otherNumbersKeepWhatIsInFlight() throws DataPlaneException, IOException {
        plane.apply(Direction.PORT2, Impairment.NONE.withLatency(new Latency.Constant(Duration.ofSeconds(2))));
        try (var pinging = lab.startPing(5)) {
            Lab.awaitBacklog(plane, Direction.PORT2, 5);
            var slower = plane.apply(
                    Direction.PORT2, Impairment.NONE.withLatency(new Latency.Constant(Duration.ofSeconds(3))));
            assertEquals(Transition.IN_PLACE, slower.transition());
            var withQueue = plane.apply(
                    Direction.PORT2,
                    Impairment.NONE
                            .withLatency(new Latency.Constant(Duration.ofSeconds(3)))
                            .withQueue(new QueueLimit.Packets(50)));
            assertEquals(Transition.IN_PLACE, withQueue.transition());
            assertEquals(5, pinging.result().received());
        }
        assertTrue(lab.shown("p2").contains("qdisc pfifo c4c: parent c4b:1 limit 50p"), lab.shown("p2"));
    }

    @Test
    void apply_otherLayersAreBuiltAnew() throws DataPlaneException, IOException {
        plane.apply(Direction.PORT1, WAN);
        assertEquals(Transition.REBUILT, plane.apply(Direction.PORT1, LATENCY).transition());
        assertEquals(LATENCY, plane.read(Direction.PORT1, Optional.of(LATENCY)).impairment());
        assertEquals(Transition.REBUILT, plane.apply(Direction.PORT1, WAN).transition());
        assertTrue(lab.shown("p1").contains("qdisc tbf c4a: root"), lab.shown("p1"));
    }

    @Test
    void stats_tellLossFromOtherDrops() throws DataPlaneException, IOException {
        plane.apply(Direction.PORT2, Impairment.NONE.withLoss(bernoulli(30)));
        var ping = lab.ping(300);
        var stats = plane.stats(Direction.PORT2);
        assertEquals(ping.sent() - ping.received(), stats.dropsByCause().loss(), stats::toString);
        assertEquals(stats.counters().drops(), stats.dropsByCause().loss());
        // 30 % of 300: 90, standard deviation 7.9; a false alarm in 10^-9 runs at 6 deviations
        assertTrue(Math.abs(stats.dropsByCause().loss() - 90) < 48, () -> stats.toString());
        plane.clear(Direction.PORT2);
        assertEquals(
                stats.dropsByCause().loss(),
                plane.stats(Direction.PORT2).dropsByCause().loss(),
                "what a removed tree counted stays counted");
    }

    @Test
    void apply_lossOfEverythingLosesEverything() throws DataPlaneException, IOException {
        plane.apply(Direction.PORT2, Impairment.NONE.withLoss(bernoulli(100)));
        assertEquals(0, lab.ping(10).received());
        plane.clear(Direction.PORT2);
        assertEquals(10, lab.ping(10).received());
    }

    @Test
    void read_showsWhatWasChangedByHand() throws DataPlaneException, IOException {
        plane.apply(Direction.PORT1, LATENCY);
        lab.tc(
                "qdisc",
                "change",
                "dev",
                "p1",
                "root",
                "handle",
                "c4b:",
                "netem",
                "delay",
                "40ms",
                "10ms",
                "duplicate",
                "3%");
        var read = plane.read(Direction.PORT1, Optional.of(LATENCY)).impairment();
        var latency = (Latency.Stochastic) read.latency().orElseThrow();
        assertEquals(Duration.ofMillis(40), latency.mean());
        assertEquals(Duration.ofMillis(10), latency.jitter());
        assertEquals(3, read.duplication().orElseThrow().share().percent());
        assertEquals(Transition.IN_PLACE, plane.apply(Direction.PORT1, LATENCY).transition());
        assertEquals(LATENCY, plane.read(Direction.PORT1, Optional.of(LATENCY)).impairment());
    }
}
