package chaos.dataplane.netlink;

import chaos.api.dataplane.Warning;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.unit.Probability;
import chaos.distribution.LatencyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person should know of an impairment that the plane can hold. */
final class PlanWarnings {

    private static final double LONG_BURST_SECONDS = 0.01;
    private static final double NOTICEABLE = 0.001;
    private static final double NANOS = 1e9;
    /** A smallest frame of layer 2 without FCS, in bytes. */
    private static final long SMALLEST = 60;

    private static final long GIGABIT = 125_000_000;
    private static final long PATIENCE_SECONDS = 60;
    private static final int HEADER = 14;

    private final Impairment canonical;
    private final Optional<LatencyTable> table;
    private final int mtu;
    private final List<Warning> warnings = new ArrayList<>();

    private PlanWarnings(Impairment canonical, Optional<LatencyTable> table, int mtu) {
        this.canonical = canonical;
        this.table = table;
        this.mtu = mtu;
    }

    /**
     * The warnings.
     *
     * @param asked as a person wrote it; what was filled in gives no reason to warn
     * @param canonical the same, complete
     * @param table of a stochastic latency
     */
    static List<Warning> of(Impairment asked, Impairment canonical, Optional<LatencyTable> table, int mtu) {
        var warnings = new PlanWarnings(canonical, table, mtu);
        asked.rate().ifPresent(warnings::longBurst);
        canonical.rate().ifPresent(warnings::queueBelowBurst);
        canonical.latency().ifPresent(latency -> {
            if (latency instanceof Latency.Stochastic stochastic) {
                warnings.shape(stochastic);
            }
        });
        canonical.reordering().ifPresent(warnings::reordering);
        warnings.emulatorLimit();
        return warnings.warnings;
    }

    private void add(String field, String reason, String detail) {
        warnings.add(Warning.about(field, reason, detail));
    }

    /** Data at line rate for long fools whoever measures the link; a default burst never is. */
    private void longBurst(RateLimit rate) {
        double seconds = rate.burst().map(bytes -> (double) bytes.bytes()).orElse(0.0)
                / rate.rate().bytesPerSecond();
        if (seconds > LONG_BURST_SECONDS) {
            add(
                    "/rate/burst_bytes",
                    "long_burst",
                    text("a burst of %.0f ms of the rate leaves at line rate", seconds * 1e3));
        }
    }

    /** What arrives at once after the burst has left must find room. */
    private void queueBelowBurst(RateLimit rate) {
        long burst = rate.burst().orElseThrow().bytes();
        canonical
                .queue()
                .ifPresent(limit -> limit.match(new QueueLimit.Cases<Boolean>() {
                    @Override
                    public Boolean packets(QueueLimit.Packets packets) {
                        return compare("/queue/limit_packets", packets.packets() * (mtu + HEADER));
                    }

                    @Override
                    public Boolean time(QueueLimit.Time time) {
                        return compare("/queue/limit_time", rate.rate().bytesIn(time.time()));
                    }

                    private boolean compare(String field, long bytes) {
                        if (bytes < burst) {
                            add(
                                    field,
                                    "queue_below_burst",
                                    "the queue holds " + bytes + " bytes of full frames, the burst is " + burst
                                            + ": senders that fill the burst lose packets before the rate is reached");
                        }
                        return bytes < burst;
                    }
                }));
    }

    private void shape(Latency.Stochastic latency) {
        long jitter = latency.jitter().toNanos();
        table.ifPresent(known -> {
            double early = known.shareBelowZero(latency.mean().toNanos(), jitter);
            if (early >= NOTICEABLE || (early > 0 && latency.mean().compareTo(latency.jitter()) < 0)) {
                add(
                        "/latency/jitter",
                        "latency_below_jitter",
                        text(
                                "for %.2f %% of the packets the latency would be negative; they leave at once, and the"
                                        + " mean is larger than asked for",
                                early * 100));
            }
            cut(latency.distribution(), known);
        });
        if (!latency.correlation().isNone()) {
            add(
                    "/latency/correlation",
                    "no_effect",
                    "netem draws from a table by the low bits of its random numbers, which stay independent");
        }
    }

    private void cut(Distribution distribution, LatencyTable table) {
        if (table.shareCut() >= NOTICEABLE) {
            add(
                    KernelAbilities.DISTRIBUTION,
                    distribution.kind() + "_clip",
                    text(
                            "netem's tables end at 4 jitters, which cuts the tail of %.1f %% of the packets; the"
                                    + " standard deviation is %.2f jitters and the mean is off by %.3f jitters",
                            table.shareCut() * 100, table.deviation(), table.mean()));
        }
    }

    private void reordering(Reordering reordering) {
        if (reordering.gap() == 1 && reordering.share().equals(Probability.ALWAYS)) {
            add("/reordering/pct", "gap_cannot_act", "every packet skips the latency, so none overtakes another");
        }
        long fastest =
                canonical.rate().map(limit -> limit.rate().bytesPerSecond()).orElse(GIGABIT) / SMALLEST;
        if (reordering.gap() / PATIENCE_SECONDS > fastest) {
            add(
                    "/reordering/gap",
                    "gap_cannot_act",
                    "one packet in " + reordering.gap() + " may overtake; even " + fastest
                            + " packets a second, the most that fit, are fewer than that in a minute");
        }
        canonical.rate().ifPresent(rate -> {
            double frame = (mtu + HEADER) * NANOS / rate.rate().bytesPerSecond();
            if (canonical.latency().orElseThrow().mean().toNanos() <= frame) {
                add(
                        "/reordering",
                        "latency_below_packet_gap",
                        text(
                                "at this rate full frames leave %.3f ms apart, which is more than the latency: none"
                                        + " can overtake another",
                                frame / 1e6));
            }
        });
    }

    private void emulatorLimit() {
        long wanted = EmulatorLimit.wanted(canonical, Optional.empty());
        if (wanted > EmulatorLimit.MAX) {
            add(
                    "/latency",
                    Warning.EMULATOR_LIMIT,
                    "netem will hold at most " + EmulatorLimit.MAX + " packets; 1 Gbit/s of smallest frames for this"
                            + " long would be " + wanted + ", and what is above is dropped");
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
