package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.DropCauses;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Seed;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.dataplane.netlink.FakePort.Shown;
import chaos.dataplane.netlink.qdisc.Netem;
import chaos.dataplane.netlink.qdisc.QdiscCodec;
import chaos.linux.ports.Trouble;
import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.ScriptedKernel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is sent for each transition, and what becomes of it when the kernel says no, or nothing. */
class PortQdiscsTest {

    private static final int NEW = 36;
    private static final int DELETE = 37;
    private static final int LIST = 38;
    private static final int SHOW = 18;
    private static final int CHANGE_FLAGS = 0x5;
    private static final int ADD_FLAGS = 0x605;
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private static final QdiscTree RATE = tree(Impairment.NONE.withRate(RateLimit.of(BitRate.parse("10mbit"))));
    private static final QdiscTree FASTER = tree(Impairment.NONE.withRate(RateLimit.of(BitRate.parse("20mbit"))));
    private static final Impairment SLOW = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));
    private static final QdiscTree LATENCY = tree(SLOW);
    private static final QdiscTree LATENCY_AND_QUEUE = tree(SLOW.withQueue(new QueueLimit.Packets(50)));
    private static final QdiscTree JITTER = tree(Impairment.NONE.withLatency(new Latency.Stochastic(
            Duration.ofMillis(40), Duration.ofMillis(5), Distribution.Shape.NORMAL, Correlation.NONE)));
    private static final QdiscTree LOSS =
            tree(SLOW.withLoss(new LossModel.Bernoulli(Probability.ofPercent(1), Correlation.NONE))
                    .withRate(RateLimit.of(BitRate.parse("10mbit"))));

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final PortQdiscs qdiscs = new PortQdiscs(
            new Conversation(kernel, Duration.ofMillis(50)),
            Clock.fixed(NOW, ZoneOffset.UTC),
            Direction.PORT1,
            FakePort.DEVICE);

    private static QdiscTree tree(Impairment impairment) {
        return QdiscTree.of(Defaults.fill(impairment, 1500));
    }

    private void kernelShows(QdiscTree tree) {
        kernelShows(FakePort.shown(tree), 0, 0);
    }

    private void kernelShows(List<Shown> shown, long sentBytes, long sentPackets) {
        kernel.then(asked -> FakePort.qdiscs(asked, shown));
        if (shown.isEmpty()) {
            kernel.then(asked -> FakePort.device(asked, sentBytes, sentPackets));
        }
    }

    private Transition hold(QdiscTree tree) throws NetlinkException, DataPlaneException {
        return qdiscs.hold(tree).transition();
    }

    private QdiscStats stats() throws NetlinkException, DataPlaneException {
        return qdiscs.stats();
    }

    /** Type, flags and handles of each message of each exchange since the start. */
    private List<String> heard() {
        return kernel.heard().stream()
                .flatMap(List::stream)
                .map(message -> message.type() == LIST || message.type() == SHOW
                        ? String.valueOf(message.type())
                        : String.format(
                                "%d %x %x",
                                message.type(), message.flags(), message.body().getInt(8)))
                .toList();
    }

    private static String sent(int type, int flags, String handle) {
        return String.format(
                "%d %x %x", type, flags, chaos.linux.rtnl.Handle.parse(handle).value());
    }

    @Test
    void hold_buildsFromTheRootToTheLeaf() throws NetlinkException, DataPlaneException {
        kernelShows(QdiscTree.EMPTY);
        kernel.thenSuccess();
        assertEquals(Transition.REBUILT, hold(LOSS));
        assertEquals(
                List.of(
                        "38",
                        "18",
                        sent(NEW, ADD_FLAGS, "c4a:"),
                        sent(NEW, ADD_FLAGS, "c4b:"),
                        sent(NEW, ADD_FLAGS, "c4c:")),
                heard());
    }

    @Test
    void hold_changesNumbersInPlace() throws NetlinkException, DataPlaneException {
        kernelShows(RATE);
        kernel.thenSuccess();
        assertEquals(Transition.IN_PLACE, hold(FASTER));
        assertEquals(List.of("38", sent(NEW, CHANGE_FLAGS, "c4a:"), sent(NEW, CHANGE_FLAGS, "c4c:")), heard());
    }

    @Test
    void hold_ofWhatIsThereSendsNothing() throws NetlinkException, DataPlaneException {
        kernelShows(RATE);
        assertEquals(Transition.NONE, hold(RATE));
        assertEquals(List.of("38"), heard());
    }

    @Test
    void hold_addsAQueueUnderNetemInPlace() throws NetlinkException, DataPlaneException {
        kernelShows(LATENCY);
        kernel.thenSuccess();
        assertEquals(Transition.IN_PLACE, hold(LATENCY_AND_QUEUE));
        assertEquals(List.of("38", sent(NEW, CHANGE_FLAGS, "c4b:"), sent(NEW, ADD_FLAGS, "c4c:")), heard());
    }

    @Test
    void hold_otherLayersRemovesTheRootFirst() throws NetlinkException, DataPlaneException {
        kernelShows(LATENCY_AND_QUEUE);
        kernel.thenSuccess();
        assertEquals(Transition.REBUILT, hold(LATENCY));
        assertEquals(List.of("38", sent(DELETE, CHANGE_FLAGS, "c4b:"), sent(NEW, ADD_FLAGS, "c4b:")), heard());
    }

    @Test
    void hold_touchesNothingForeign() {
        kernel.then(asked -> FakePort.foreign(asked, "fq_codel", "8001:0"));
        kernel.then(asked -> FakePort.device(asked, 0, 0));
        var refused = assertThrows(DataPlaneException.class, () -> hold(RATE));
        assertEquals(Reason.FOREIGN, refused.reason());
        assertTrue(refused.detail().contains("port eth1 carries qdisc fq_codel 8001:0"), refused.detail());
        assertEquals(List.of("38", "18"), heard());
    }

    private void someoneHangsAQueueBelowTheRate() {
        kernel.then(asked -> FakePort.foreignBelow(asked, RATE.nodes().get(0), "pfifo", "9:0"));
    }

    private void assertRefusedForTheQueue(QdiscTree target) {
        var refused = assertThrows(DataPlaneException.class, () -> hold(target));
        assertEquals(Reason.FOREIGN, refused.reason());
        assertTrue(
                refused.detail().contains("port eth1 carries qdisc pfifo 9:0 below its own, at parent c4a:1"),
                refused.detail());
        assertTrue(refused.detail().contains("(tc qdisc del dev eth1 parent c4a:1)"), refused.detail());
    }

    @Test
    void hold_touchesNothingForeignBelowItsOwn() throws NetlinkException, DataPlaneException {
        for (var target : List.of(RATE, LOSS, QdiscTree.EMPTY)) {
            someoneHangsAQueueBelowTheRate();
            assertRefusedForTheQueue(target);
        }
        assertEquals(List.of("38", "38", "38"), heard());
    }

    @Test
    void hold_changesNothingAboveAForeignQdiscThatWasSeen() throws NetlinkException, DataPlaneException {
        kernelShows(QdiscTree.EMPTY);
        kernel.thenSuccess();
        hold(RATE);
        someoneHangsAQueueBelowTheRate();
        qdiscs.read(Impairment.NONE);
        someoneHangsAQueueBelowTheRate();
        int before = heard().size();
        assertRefusedForTheQueue(FASTER);
        assertEquals(List.of("38"), heard().subList(before, heard().size()));
    }

    @Test
    void hold_refusesAfterAChangeUnseenThatMetAForeignQdisc() throws NetlinkException, DataPlaneException {
        kernelShows(QdiscTree.EMPTY);
        kernel.thenSuccess();
        hold(RATE);
        kernel.then(asked -> FakePort.changed(
                asked, FakePort.shown(new QdiscTree(List.of(FASTER.nodes().get(0)))), 1));
        someoneHangsAQueueBelowTheRate();
        assertRefusedForTheQueue(FASTER);
        assertEquals("38", heard().get(heard().size() - 1));
    }

    @Test
    void hold_refusedHalfWayPutsBackWhatWasThere() throws NetlinkException, DataPlaneException {
        kernelShows(QdiscTree.EMPTY);
        kernel.thenSuccess();
        hold(RATE);
        kernelShows(RATE);
        kernel.then(asked -> FakePort.refusal(asked, 2, 22));
        kernel.then(asked -> FakePort.qdiscs(
                asked, FakePort.shown(new QdiscTree(List.of(LOSS.nodes().get(0))))));
        kernel.thenSuccess();
        var failure = assertThrows(NetlinkException.class, () -> hold(LOSS));
        assertTrue(failure.getMessage().startsWith("add netem c4b:0 at c4a:1: EINVAL"), failure.getMessage());
        var last = heard();
        assertEquals(
                List.of(sent(DELETE, CHANGE_FLAGS, "c4a:"), sent(NEW, ADD_FLAGS, "c4a:"), sent(NEW, ADD_FLAGS, "c4c:")),
                last.subList(last.size() - 3, last.size()));
        kernelShows(RATE);
        assertEquals(Transition.NONE, hold(RATE));
    }

    @Test
    void hold_withoutThePrivilegeSaysWhichOne() {
        kernelShows(QdiscTree.EMPTY);
        kernel.then(asked -> FakePort.refusal(asked, 0, 1));
        kernel.then(asked -> FakePort.qdiscs(asked, List.of()));
        var failure = assertThrows(NetlinkException.class, () -> hold(LATENCY));
        var told = Trouble.at("apply", Direction.PORT1).from(failure);
        assertEquals(Reason.NOT_PERMITTED, told.reason());
        assertTrue(told.detail().contains("CAP_NET_ADMIN"), told.detail());
    }

    @Test
    void hold_afterATimeoutLooksAgainAndGoesOn() throws NetlinkException, DataPlaneException {
        kernelShows(QdiscTree.EMPTY);
        // The kernel does it, but says so only when the next question waits.
        kernel.thenLate(asked -> FakePort.refusal(asked, -1, 0));
        var failure = assertThrows(NetlinkException.class, () -> hold(RATE));
        assertEquals(
                Reason.TIMED_OUT,
                Trouble.at("apply", Direction.PORT1).from(failure).reason());
        kernelShows(RATE);
        kernel.thenSuccess();
        assertEquals(Transition.IN_PLACE, hold(FASTER), "what the kernel did late is seen, not assumed");
    }

    @Test
    void read_ofAPortThatWentAwaySaysSo() {
        kernel.then(FakePort::nothing);
        kernel.then(asked -> FakePort.refusal(asked, 0, 19));
        var gone = assertThrows(DataPlaneException.class, () -> qdiscs.read(Impairment.NONE));
        assertEquals(Reason.NO_SUCH_PORT, gone.reason());
        assertTrue(gone.detail().contains("eth1"), gone.detail());
    }

    @Test
    void hold_ofOtherNumbersOfWhatItBuiltNeedsOneExchange() throws NetlinkException, DataPlaneException {
        kernelShows(QdiscTree.EMPTY);
        kernel.thenSuccess();
        hold(RATE);
        kernel.then(asked -> FakePort.changed(asked, FakePort.shown(FASTER)));
        assertEquals(Transition.IN_PLACE, hold(FASTER));
        var last = kernel.heard().get(3);
        assertEquals(List.of(NEW, NEW, LIST), last.stream().map(Message::type).toList());
    }

    @Test
    void hold_looksAgainWhereAChangeUnseenDidNotDoIt() throws NetlinkException, DataPlaneException {
        kernelShows(QdiscTree.EMPTY);
        kernel.thenSuccess();
        hold(RATE);
        // somebody took the queue away: the change of tbf is done, that of the queue refused
        var withoutQueue = new QdiscTree(List.of(FASTER.nodes().get(0)));
        kernel.then(asked -> FakePort.changed(asked, FakePort.shown(withoutQueue), 1));
        kernelShows(withoutQueue);
        kernel.thenSuccess();
        assertEquals(Transition.REBUILT, hold(FASTER));
    }

    @Test
    void hold_sendsAgainWhatNoReadBackShows() throws NetlinkException, DataPlaneException {
        kernelShows(JITTER);
        kernel.thenSuccess();
        assertEquals(Transition.IN_PLACE, hold(JITTER));
        assertEquals(List.of("38", sent(NEW, CHANGE_FLAGS, "c4b:")), heard());
    }

    @Test
    void hold_putsBackInPlaceWhatWasThereButNotItsSeed() throws NetlinkException, DataPlaneException {
        kernelShows(QdiscTree.EMPTY);
        kernel.thenSuccess();
        hold(tree(SLOW.withSeed(new Seed(7))));
        assertEquals(OptionalLong.of(7), seedOfLast());
        kernelShows(LATENCY);
        kernelShows(LATENCY);
        kernel.then(asked -> FakePort.refusal(asked, 1, 22));
        kernelShows(LATENCY);
        kernel.thenSuccess();
        // its losses are told from drops, so it is not changed unseen; the queue below is what fails
        var lossy = SLOW.withLoss(new LossModel.Bernoulli(Probability.ofPercent(1), Correlation.NONE));
        qdiscs.read(Impairment.NONE);
        assertThrows(NetlinkException.class, () -> hold(tree(lossy.withQueue(new QueueLimit.Packets(5)))));
        var last = heard();
        assertEquals(sent(NEW, CHANGE_FLAGS, "c4b:"), last.get(last.size() - 1));
        assertEquals(OptionalLong.empty(), seedOfLast());
    }

    /** The seed in the message that was sent last, which is about netem. */
    private OptionalLong seedOfLast() throws NetlinkException {
        var exchanges = kernel.heard();
        var body = exchanges.get(exchanges.size() - 1).get(0).body();
        var options = AttributeReader.of(body.slice(20, body.remaining() - 20)).require(2);
        return ((Netem) QdiscCodec.read("netem", options.bytes()).orElseThrow())
                .told()
                .seed();
    }

    @Test
    void stats_addUpWhatRemovedTreesCounted() throws NetlinkException, DataPlaneException {
        kernelShows(List.of(), 1000, 10);
        kernel.thenSuccess();
        hold(LOSS);
        // tbf 9 drops, of which netem 8, of which the queue 5: one oversize, three lost, five too many
        var counted = List.of(
                new Shown(LOSS.nodes().get(0), 500, 5, 9, 0),
                new Shown(LOSS.nodes().get(1), 500, 5, 8, 2),
                new Shown(LOSS.nodes().get(2), 500, 5, 5, 0));
        kernelShows(counted, 0, 0);
        var first = stats();
        assertEquals(1500, first.counters().bytes());
        assertEquals(15, first.counters().packets());
        assertEquals(9, first.counters().drops());
        assertEquals(2, first.counters().reordered());
        assertEquals(0, first.counters().requeues());
        assertEquals(new DropCauses(3, 5, 0, 1), first.dropsByCause());
        assertEquals(NOW, first.sampledAt());
        kernelShows(counted, 0, 0);
        kernel.thenSuccess();
        hold(LATENCY);
        // without a loss model netem drops only what it cannot hold
        kernelShows(List.of(new Shown(LATENCY.nodes().get(0), 100, 1, 4, 0)), 0, 0);
        var second = stats();
        assertEquals(1600, second.counters().bytes());
        assertEquals(new DropCauses(3, 5, 4, 1), second.dropsByCause());
        // somebody removed it by hand: the port goes on counting from where it is
        kernelShows(List.of(), 9000, 90);
        assertEquals(1600, stats().counters().bytes());
        kernelShows(List.of(), 9100, 91);
        assertEquals(1700, stats().counters().bytes());
    }

    @Test
    void stats_surviveCountersThatWrapAround() throws NetlinkException, DataPlaneException {
        var node = LATENCY.nodes().get(0);
        kernelShows(QdiscTree.EMPTY);
        kernel.thenSuccess();
        hold(LATENCY);
        kernelShows(List.of(new Shown(node, 1, 1, 0x7FFF_FFFF, 0)), 0, 0);
        assertEquals(0x7FFF_FFFF, stats().counters().drops());
        kernelShows(List.of(new Shown(node, 1, 1, 0xFFFF_FFF0L, 0)), 0, 0);
        stats();
        kernelShows(List.of(new Shown(node, 1, 1, 0x10, 0)), 0, 0);
        assertEquals(0x1_0000_0010L, stats().counters().drops());
    }
}
