package chaos.dataplane.netlink;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.Refusal;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.Correlation;
import chaos.dataplane.netlink.qdisc.NetemMapper;
import chaos.dataplane.netlink.qdisc.Psched;
import chaos.dataplane.netlink.qdisc.Tbf;
import chaos.distribution.LatencyTable;
import chaos.distribution.LatencyTables;
import chaos.distribution.UnusableTableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the plane would do for an impairment, on a port of one MTU and a kernel of known abilities. */
final class NetlinkPlans {

    private static final long MAX_U32 = 0xFFFF_FFFFL;
    private static final String PACKET_PLANE = "choose the packet plane (chaos use packet), which can";

    private final Capabilities capabilities;
    private final LatencyTables tables;
    private final int mtu;
    private final List<Refusal> refusals = new ArrayList<>();
    private Optional<LatencyTable> table = Optional.empty();

    private NetlinkPlans(Capabilities capabilities, LatencyTables tables, int mtu) {
        this.capabilities = capabilities;
        this.tables = tables;
        this.mtu = mtu;
    }

    /**
     * What would be programmed.
     *
     * @param canonical the impairment in full
     * @param refusals why it cannot be; then the rest is empty
     * @param tree what it would take
     * @param table of a stochastic latency
     * @param warnings what to know of it
     */
    record Planned(
            Impairment canonical,
            List<Refusal> refusals,
            QdiscTree tree,
            Optional<LatencyTable> table,
            List<Warning> warnings) {

        /** For people. */
        Plan plan() {
            return refusals.isEmpty()
                    ? new Plan(canonical, tree.layers(), warnings, List.of())
                    : Plan.refused(canonical, refusals);
        }
    }

    /** The plan where there are no named tables. */
    static Plan plan(Impairment asked, Capabilities capabilities, int mtu) {
        return plan(asked, capabilities, LatencyTables.SHAPES, mtu).plan();
    }

    /** The plan with the tables as they are now: each is looked at once. */
    static Planned plan(Impairment asked, Capabilities capabilities, LatencyTables tables, int mtu) {
        var plans = new NetlinkPlans(capabilities, tables, mtu);
        var canonical = plans.canonical(asked);
        if (!plans.refusals.isEmpty()) {
            return new Planned(asked, plans.refusals, QdiscTree.EMPTY, Optional.empty(), List.of());
        }
        var tree = QdiscTree.of(canonical, plans.table);
        var warnings = PlanWarnings.of(asked, canonical, plans.table, mtu);
        return new Planned(canonical, List.of(), tree, plans.table, warnings);
    }

    /** What a plan would hold, in full; empty where it would be refused. */
    static Optional<Impairment> canonical(Impairment asked, Capabilities capabilities, LatencyTables tables, int mtu) {
        var plans = new NetlinkPlans(capabilities, tables, mtu);
        var canonical = plans.canonical(asked);
        return plans.refusals.isEmpty() ? Optional.of(canonical) : Optional.empty();
    }

    private Impairment canonical(Impairment asked) {
        refuseUnsupported(asked);
        var canonical = Defaults.fill(NetemMapper.canonical(asked), mtu);
        refuseOutOfRange(canonical);
        return canonical;
    }

    private void refuseUnsupported(Impairment asked) {
        asked.latency().ifPresent(this::latency);
        asked.loss().ifPresent(this::loss);
        asked.duplication().ifPresent(value -> {
            need(Capability.DUPLICATION, "/duplication");
            uncorrelated("/duplication", value.correlation());
        });
        asked.reordering().ifPresent(value -> {
            need(Capability.REORDERING, "/reordering");
            uncorrelated("/reordering", value.correlation());
        });
        asked.corruption().ifPresent(this::corruption);
        asked.rate().ifPresent(value -> need(Capability.RATE, "/rate"));
        asked.queue().ifPresent(value -> need(Capability.QUEUE, "/queue"));
        asked.seed().ifPresent(value -> need(Capability.SEED, "/seed"));
        if (asked.ordering() == Ordering.PRESERVE && NetemMapper.isNeeded(asked)) {
            need(Capability.ORDERING_PRESERVE, "/ordering");
        }
    }

    private void latency(Latency latency) {
        need(Capability.LATENCY, "/latency");
        if (latency instanceof Latency.Stochastic stochastic && capabilities.supports(Capability.LATENCY)) {
            try {
                table = Optional.of(tables.find(stochastic.distribution()));
            } catch (UnusableTableException e) {
                notSupported(KernelAbilities.DISTRIBUTION + "/name", e.getMessage());
            }
        }
    }

    private void loss(LossModel model) {
        model.match(new LossModel.Cases<Boolean>() {
            @Override
            public Boolean bernoulli(LossModel.Bernoulli bernoulli) {
                if (!bernoulli.correlation().isNone()) {
                    need(Capability.LOSS_GILBERT_ELLIOTT, "/loss/correlation");
                }
                NetemMapper.problem(bernoulli).ifPresent(problem -> notSupported("/loss/correlation", problem));
                return need(Capability.LOSS_BERNOULLI, "/loss");
            }

            @Override
            public Boolean gilbertElliott(LossModel.GilbertElliott two) {
                return need(Capability.LOSS_GILBERT_ELLIOTT, "/loss/model");
            }

            @Override
            public Boolean fourState(LossModel.FourState four) {
                return need(Capability.LOSS_FOUR_STATE, "/loss/model");
            }
        });
    }

    private void corruption(Corruption corruption) {
        corruption.match(new Corruption.Cases<Boolean>() {
            @Override
            public Boolean share(Corruption.Share share) {
                uncorrelated("/corruption", share.correlation());
                return need(Capability.CORRUPTION, "/corruption");
            }

            @Override
            public Boolean bitErrors(Corruption.BitErrors errors) {
                notSupported("/corruption/ber", "netem flips one bit of a share of the packets; " + PACKET_PLANE);
                return false;
            }
        });
    }

    private void uncorrelated(String part, Correlation correlation) {
        if (!correlation.isNone()) {
            notSupported(
                    part + "/correlation",
                    "netem's correlation changes the share (25 % at 0.5 becomes 7.2 %); leave it out, or "
                            + PACKET_PLANE);
        }
    }

    private void notSupported(String field, String detail) {
        refusals.add(new Refusal(field, Refusal.Cause.NOT_SUPPORTED, detail));
    }

    private boolean need(Capability capability, String field) {
        if (!capabilities.supports(capability)) {
            String detail = KernelProbe.missingFor(capability, capabilities.missing())
                    .map(missing -> missing.what() + " is missing: " + missing.remedy())
                    .orElse("this kernel cannot do it; leave it out, or " + PACKET_PLANE);
            notSupported(field, detail);
        }
        return capabilities.supports(capability);
    }

    private void refuseOutOfRange(Impairment canonical) {
        canonical.rate().ifPresent(this::burst);
        canonical
                .queue()
                .filter(QueueLimit.Time.class::isInstance)
                .map(QueueLimit.Time.class::cast)
                .ifPresent(limit -> queue(limit, canonical.rate().orElseThrow()));
    }

    private void burst(RateLimit rate) {
        long bytes = rate.burst().orElseThrow().bytes();
        int frame = Defaults.largestFrame(mtu);
        if (bytes < frame || bytes > MAX_U32) {
            outOfRange(
                    "/rate/burst_bytes",
                    "must be " + frame + " (the longest frame at MTU " + mtu + ", which would never pass otherwise) to "
                            + MAX_U32 + " bytes, was " + bytes);
            return;
        }
        var framing = new Tbf.Framing(rate.packetOverhead(), rate.cellSize().isPresent());
        long ticks = Psched.ticks(framing.framed(bytes), rate.rate().bytesPerSecond());
        if (framing.framed(bytes) > MAX_U32 || ticks > Psched.MAX_TICKS) {
            outOfRange(
                    "/rate/burst_bytes",
                    "with overhead and cells it must be at most " + MAX_U32 + " bytes and 274.8 s at the rate, was "
                            + framing.framed(bytes) + " bytes");
        }
    }

    private void queue(QueueLimit.Time limit, RateLimit rate) {
        long bytes = rate.rate().bytesIn(limit.time());
        int frame = Defaults.largestFrame(mtu);
        if (bytes < frame || bytes > MAX_U32) {
            outOfRange(
                    "/queue/limit_time",
                    "must hold " + frame + " (one longest frame at MTU " + mtu + ") to " + MAX_U32 + " bytes at "
                            + rate.rate() + ", holds " + bytes);
        }
    }

    private void outOfRange(String field, String detail) {
        refusals.add(new Refusal(field, Refusal.Cause.OUT_OF_RANGE, detail));
    }
}
