package chaos.dataplane.netlink;

import chaos.api.dataplane.Capability;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.Reordering;
import chaos.api.impairment.Seed;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.dataplane.netlink.qdisc.Netem;
import chaos.dataplane.netlink.qdisc.NetemMapper;
import chaos.distribution.LatencyTable;
import chaos.linux.ports.OwnedQdiscs;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.QdiscRequests;
import chaos.linux.rtnl.TcMessage;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Conversation.Answered;
import chaos.linux.wire.NetlinkException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the netem of this kernel can do: each feature is told to a netem on the loopback interface of a scratch network
 * namespace, and counts where the kernel shows it again. A kernel accepts attributes that it does not know without a
 * word, so that its consent alone says nothing.
 *
 * @param supported what it can do
 * @param aloneWhenDuplicating whether a netem that duplicates may have no other beside it on its interface, a rule of
 *     some kernels of 2025 and 2026
 */
record NetemProbe(Set<Capability> supported, boolean aloneWhenDuplicating) {

    private static final int LOOPBACK = 1;
    private static final long LIMIT = 1000;
    private static final Probability HALF = Probability.ofPercent(50);
    /** Beyond what the 32-bit ticks of older kernels hold: 274.9 s. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Impairment DELAYED = Impairment.NONE.withLatency(
            new Latency.Stochastic(LONG, Duration.ofMillis(1), Distribution.Shape.NORMAL, Correlation.NONE));

    private record Feature(Capability capability, Impairment impairment) {}

    private static final List<Feature> FEATURES = List.of(
            new Feature(Capability.LATENCY, DELAYED),
            new Feature(Capability.LOSS_BERNOULLI, losing(new LossModel.Bernoulli(HALF, Correlation.NONE))),
            new Feature(Capability.LOSS_GILBERT_ELLIOTT, losing(new LossModel.GilbertElliott(HALF, HALF, HALF, HALF))),
            new Feature(Capability.LOSS_FOUR_STATE, losing(new LossModel.FourState(HALF, HALF, HALF, HALF, HALF))),
            new Feature(Capability.DUPLICATION, duplicating()),
            new Feature(Capability.REORDERING, DELAYED.withReordering(new Reordering(HALF, Correlation.NONE, 5))),
            new Feature(
                    Capability.CORRUPTION,
                    Impairment.NONE.withCorruption(new Corruption.Share(HALF, Correlation.NONE))),
            new Feature(Capability.ORDERING_PRESERVE, DELAYED.withOrdering(Ordering.PRESERVE)),
            new Feature(Capability.SEED, duplicating().withSeed(new Seed(0x0123_4567_89AB_CDEFL))));

    NetemProbe {
        supported = Set.copyOf(supported);
    }

    private static Impairment losing(LossModel model) {
        return NetemMapper.canonical(Impairment.NONE.withLoss(model));
    }

    private static Impairment duplicating() {
        return Impairment.NONE.withDuplication(new Duplication(HALF, Correlation.NONE));
    }

    /** Asks a kernel that knows netem, in a scratch network namespace. */
    static NetemProbe of(Conversation scratch) throws NetlinkException {
        var supported = EnumSet.noneOf(Capability.class);
        for (var feature : FEATURES) {
            if (isShownAgain(scratch, netem(feature.impairment()))) {
                supported.add(feature.capability());
            }
        }
        return new NetemProbe(supported, isAloneWhenDuplicating(scratch));
    }

    /** Where there is no scratch namespace: what every netem since Linux 4.16 can do, and no more. */
    static NetemProbe withoutScratch() {
        var supported = EnumSet.noneOf(Capability.class);
        FEATURES.forEach(feature -> supported.add(feature.capability()));
        supported.remove(Capability.SEED);
        return new NetemProbe(supported, true);
    }

    private static Netem netem(Impairment impairment) {
        return NetemMapper.toNetem(impairment, LIMIT, Optional.of(LatencyTable.of(Distribution.Shape.NORMAL)));
    }

    private static boolean isShownAgain(Conversation scratch, Netem netem) throws NetlinkException {
        var place = new TcMessage(LOOPBACK, OwnedQdiscs.NETEM, Handle.ROOT);
        var answers = scratch.gather(List.of(
                QdiscRequests.add(place, netem.kind(), netem::write),
                QdiscRequests.listing(),
                QdiscRequests.delete(place, netem.kind())));
        if (answers.get(0).refusal().isPresent()) {
            return false;
        }
        var tree = ObservedTree.of(QdiscRequests.read(answers.get(1)), LOOPBACK).ours();
        return tree.filter(found -> netem.holdsSame(found.nodes().get(0).options()))
                .isPresent();
    }

    private static boolean isAloneWhenDuplicating(Conversation scratch) throws NetlinkException {
        var root = new TcMessage(LOOPBACK, OwnedQdiscs.NETEM, Handle.ROOT);
        var below = new TcMessage(LOOPBACK, OwnedQdiscs.FIFO, OwnedQdiscs.NETEM.onlyClass());
        var netem = netem(duplicating());
        var answers = scratch.gather(List.of(
                QdiscRequests.add(root, netem.kind(), netem::write),
                QdiscRequests.add(below, netem.kind(), Netem.of(0, 0, LIMIT)::write),
                QdiscRequests.delete(root, netem.kind())));
        return answers.stream().map(Answered::refusal).anyMatch(refusal -> refusal.isPresent());
    }
}
