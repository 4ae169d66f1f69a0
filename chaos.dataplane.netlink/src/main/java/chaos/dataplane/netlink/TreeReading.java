package chaos.dataplane.netlink;

import chaos.api.dataplane.Layer;
import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.dataplane.netlink.qdisc.Fifo;
import chaos.dataplane.netlink.qdisc.Netem;
import chaos.dataplane.netlink.qdisc.NetemMapper;
import chaos.dataplane.netlink.qdisc.NetemReading;
import chaos.dataplane.netlink.qdisc.QdiscOptions;
import chaos.dataplane.netlink.qdisc.Tbf;
import chaos.linux.ports.OwnedQdiscs;
import chaos.linux.rtnl.Qdisc;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the qdiscs of a port mean as an impairment. Where they hold, in the kernel's units, what a hint would have
 * produced, the hint's own words are used; else the native form.
 */
final class TreeReading implements QdiscOptions.Cases<Impairment> {

    private static final String UNREADABLE = "unreadable";
    private static final String FOREIGN = "foreign_qdisc";
    /** About what somebody did. Attributes that are not known are none of it: a newer kernel may always show them. */
    private static final Set<String> UNASKED =
            Set.of(UNREADABLE, FOREIGN, Warning.EMULATOR_LIMIT, Warning.NOTHING_PASSES);

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    private final QdiscTree expected;
    private final Impairment hint;
    private final List<Warning> warnings = new ArrayList<>();
    private Impairment read = Impairment.NONE;
    private boolean rateIsTheHints;
    private boolean hasNetem;

    private TreeReading(Impairment hint) {
        this.hint = hint;
        this.expected = QdiscTree.of(hint);
    }

    /**
     * Reads a tree.
     *
     * @param hint complete, and one that the plane can hold; none of it where there is no hint
     */
    static ReadBack of(ObservedTree observed, Impairment hint, Instant at) {
        var reading = new TreeReading(hint);
        var layers = new ArrayList<Layer>();
        for (var found : observed.found()) {
            reading.take(found);
            layers.add(layer(found));
        }
        BlackHole.in(observed).ifPresent(reading.warnings::add);
        var unasked = new ArrayList<>(reading.warnings);
        unasked.removeIf(warning -> !UNASKED.contains(warning.reason()));
        return new ReadBack(reading.whole(), at, layers, reading.unverifiable(), reading.warnings, unasked);
    }

    private static Layer layer(ObservedTree.Found found) {
        var place = found.qdisc().place();
        var numbers = found.options().map(QdiscOptions::numbers).orElseGet(java.util.TreeMap::new);
        return new Layer(
                found.qdisc().kind(), place.handle().toString(), place.parent().toString(), numbers);
    }

    /** An order and a seed need netem only where it is asked for; without it they are kept by themselves. */
    private Impairment whole() {
        if (hasNetem || NetemMapper.isNeeded(hint)) {
            return read;
        }
        var ordered = read.withOrdering(hint.ordering());
        return hint.seed().map(ordered::withSeed).orElse(ordered);
    }

    /** The kernel never shows the table of a distribution. */
    private List<String> unverifiable() {
        return read.latency().filter(Latency.Stochastic.class::isInstance).isPresent()
                ? List.of(KernelAbilities.DISTRIBUTION)
                : List.of();
    }

    private void take(ObservedTree.Found found) {
        if (!OwnedQdiscs.owns(found.qdisc())) {
            warnings.add(Warning.general(FOREIGN, name(found.qdisc()) + " was not put there by CHAOS"));
        }
        found.options().ifPresent(options -> read = options.match(this));
    }

    private static String name(Qdisc qdisc) {
        return "qdisc " + qdisc.kind() + " " + qdisc.handle() + " at "
                + qdisc.place().parent();
    }

    private Optional<QdiscOptions> expected(String kind) {
        for (var node : expected.nodes()) {
            if (node.options().kind().equals(kind)) {
                return Optional.of(node.options());
            }
        }
        return Optional.empty();
    }

    @Override
    public Impairment tbf(Tbf tbf) {
        tbf.rest().others().warning("TCA_TBF").ifPresent(warnings::add);
        rateIsTheHints =
                expected(tbf.kind()).filter(wanted -> wanted.holdsSame(tbf)).isPresent();
        if (rateIsTheHints) {
            return read.withRate(hint.rate().orElseThrow());
        }
        if (tbf.peakBytesPerSecond() > 0) {
            unreadable("/rate", "tbf has a peak rate of " + tbf.peakBytesPerSecond() + " bytes a second");
        }
        if (tbf.rest().mpu() > 0) {
            unreadable("/rate", "tbf counts every packet as " + tbf.rest().mpu() + " bytes or more (mpu)");
        }
        if (tbf.bytesPerSecond() > BitRate.MAX / 8 || tbf.bytesPerSecond() < BitRate.MIN / 8) {
            String rate = Long.toUnsignedString(tbf.bytesPerSecond());
            unreadable("/rate", "tbf holds a rate of " + rate + " bytes a second");
            return read;
        }
        long bits = tbf.bytesPerSecond() * 8;
        long most = tbf.bytesPerSecond() * RateLimit.MAX_BURST_SECONDS;
        var cells = tbf.cells() ? OptionalInt.of(RateLimit.ATM_CELL) : OptionalInt.empty();
        var bytes = new ByteCount(tbf.shownBurst(most));
        return read.withRate(new RateLimit(new BitRate(bits), Optional.of(bytes), tbf.overhead(), cells));
    }

    @Override
    public Impairment netem(Netem netem) {
        hasNetem = true;
        var wanted = expected(netem.kind()).map(Netem.class::cast);
        var reading = NetemReading.of(netem, hint, wanted);
        warnings.addAll(reading.warnings());
        wanted.ifPresent(told -> compareLimit(netem, told));
        var rate = read.rate();
        return rate.map(reading.impairment()::withRate).orElse(reading.impairment());
    }

    private void compareLimit(Netem netem, Netem wanted) {
        long limit = netem.options().limit();
        if (limit != wanted.options().limit()) {
            warnings.add(Warning.general(
                    Warning.EMULATOR_LIMIT,
                    "netem may hold " + limit + " packets, CHAOS would have chosen "
                            + wanted.options().limit() + "; apply the impairment again to set it"));
        }
    }

    @Override
    public Impairment fifo(Fifo fifo) {
        boolean same = expected(fifo.kind()).filter(fifo::equals).isPresent();
        if (same && (!fifo.inBytes() || rateIsTheHints)) {
            return read.withQueue(hint.queue().orElseThrow());
        }
        return queue(fifo).map(read::withQueue).orElse(read);
    }

    private Optional<QueueLimit> queue(Fifo fifo) {
        if (!fifo.inBytes()) {
            if (fifo.limit() < 1 || fifo.limit() > QueueLimit.Packets.MAX) {
                unreadable("/queue", "pfifo holds a limit of " + fifo.limit() + " packets");
                return Optional.empty();
            }
            return Optional.of(new QueueLimit.Packets(fifo.limit()));
        }
        var time = read.rate().map(rate -> time(fifo.limit(), rate.rate()));
        if (time.isEmpty() || time.get().isZero() || time.get().compareTo(Duration.ofHours(1)) > 0) {
            unreadable("/queue", "bfifo holds a limit of " + fifo.limit() + " bytes, which is no time at a rate");
            return Optional.empty();
        }
        return Optional.of(new QueueLimit.Time(time.get()));
    }

    /** The shortest time in which the rate carries these bytes: the one that gives them again. */
    private static Duration time(long bytes, BitRate rate) {
        var perSecond = BigInteger.valueOf(rate.bytesPerSecond());
        var nanos = BigInteger.valueOf(bytes).multiply(NANOS).add(perSecond).subtract(BigInteger.ONE);
        return Duration.ofNanos(
                nanos.divide(perSecond).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
    }

    private void unreadable(String field, String detail) {
        warnings.add(Warning.about(field, UNREADABLE, detail));
    }
}
