package chaos.dataplane.netlink;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.Refusal;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.dataplane.netlink.qdisc.Psched;
import chaos.dataplane.netlink.qdisc.Tbf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the plane would do for an impairment, on a port of one MTU and a kernel of known abilities. */
final class NetlinkPlans {

    private static final long MAX_U32 = 0xFFFF_FFFFL;
    private static final double LONG_BURST_SECONDS = 0.01;
    private static final String LATER = "the netlink plane does not program this yet; leave it out";

    private final Capabilities capabilities;
    private final int mtu;
    private final List<Refusal> refusals = new ArrayList<>();

    private NetlinkPlans(Capabilities capabilities, int mtu) {
        this.capabilities = capabilities;
        this.mtu = mtu;
    }

    static Plan plan(Impairment asked, Capabilities capabilities, int mtu) {
        var plans = new NetlinkPlans(capabilities, mtu);
        plans.refuseUnsupported(asked);
        var canonical = Defaults.fill(asked, mtu);
        plans.refuseOutOfRange(canonical);
        if (!plans.refusals.isEmpty()) {
            return Plan.refused(asked, plans.refusals);
        }
        return new Plan(canonical, QdiscTree.of(canonical).layers(), warnings(asked, canonical), List.of());
    }

    private void refuseUnsupported(Impairment asked) {
        asked.latency().ifPresent(this::latency);
        asked.loss().ifPresent(this::loss);
        asked.duplication().ifPresent(value -> later("/duplication"));
        asked.reordering().ifPresent(value -> later("/reordering"));
        asked.corruption().ifPresent(value -> later("/corruption"));
        asked.rate().ifPresent(value -> need(Capability.RATE, "/rate"));
        asked.queue().ifPresent(value -> need(Capability.QUEUE, "/queue"));
        asked.seed().ifPresent(value -> later("/seed"));
        if (asked.ordering() == Ordering.PRESERVE) {
            later("/ordering");
        }
    }

    private void latency(Latency latency) {
        if (latency instanceof Latency.Constant) {
            need(Capability.LATENCY, "/latency");
        } else {
            later("/latency/jitter");
        }
    }

    private void loss(LossModel model) {
        if (!(model instanceof LossModel.Bernoulli bernoulli)) {
            later("/loss/model");
        } else if (!bernoulli.correlation().isNone()) {
            later("/loss/correlation");
        } else {
            need(Capability.LOSS_BERNOULLI, "/loss");
        }
    }

    private void later(String field) {
        refusals.add(new Refusal(field, Refusal.Cause.NOT_SUPPORTED, LATER));
    }

    private void need(Capability capability, String field) {
        if (!capabilities.supports(capability)) {
            String detail = KernelProbe.missingFor(capability, capabilities.missing())
                    .map(missing -> missing.what() + " is missing: " + missing.remedy())
                    .orElse("this kernel cannot do it");
            refusals.add(new Refusal(field, Refusal.Cause.NOT_SUPPORTED, detail));
        }
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
        long bytes = QdiscTree.bytes(rate.rate(), limit.time());
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

    private static List<Warning> warnings(Impairment asked, Impairment canonical) {
        var warnings = new ArrayList<Warning>();
        asked.rate().flatMap(NetlinkPlans::longBurst).ifPresent(warnings::add);
        var latency = canonical.latency().map(Latency::mean).orElse(Duration.ZERO);
        long wanted = EmulatorLimit.wanted(latency, canonical.rate().map(RateLimit::rate), Optional.empty());
        if (wanted > EmulatorLimit.MAX) {
            warnings.add(Warning.about(
                    "/latency",
                    "emulator_limit",
                    "netem will hold at most " + EmulatorLimit.MAX + " packets; 1 Gbit/s of smallest frames for this"
                            + " long would be " + wanted + ", and what is above is dropped"));
        }
        return warnings;
    }

    /** Data at line rate for long fools whoever measures the link; a default burst never is. */
    private static Optional<Warning> longBurst(RateLimit rate) {
        return rate.burst()
                .map(burst -> (double) burst.bytes() / rate.rate().bytesPerSecond())
                .filter(seconds -> seconds > LONG_BURST_SECONDS)
                .map(seconds -> Warning.about(
                        "/rate/burst_bytes",
                        "long_burst",
                        String.format("a burst of %.0f ms of the rate leaves at line rate", seconds * 1e3)));
    }
}
