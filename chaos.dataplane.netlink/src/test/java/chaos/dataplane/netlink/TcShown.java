package chaos.dataplane.netlink;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.Probability;
import chaos.dataplane.netlink.qdisc.NetemMapper;
import chaos.dataplane.netlink.qdisc.Psched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What tc, an independent reader, must show for an impairment: computed from the document alone. tc prints six digits,
 * times to a microsecond, and a burst to that of the rate.
 */
final class TcShown {

    private static final double DIGITS = 1e-5;
    private static final double NANOS = 1e9;
    /** tc before 6.9 reads the 32-bit ticks of 64 ns, which end here. */
    private static final double LONGEST = 4294967295.0 * 64 / NANOS;

    private static final double MICROSECOND = 1e-6;
    private static final double HALF_A_PART = 0.51 / Probability.ONE;
    /** What of tc's answer no impairment changes, or what only the sizing decides. */
    private static final List<String> IGNORED = List.of(
            "netem limit",
            "tbf limit",
            "tbf lat",
            "netem ecn",
            "netem rate packetoverhead",
            "netem rate cellsize",
            "netem rate celloverhead",
            "netem seed");

    private final Map<String, Double> numbers = new TreeMap<>();

    private TcShown() {}

    /** Where tc shows another thing of a device than the document says, as text; empty where it does not. */
    static List<String> differences(Impairment canonical, List<Map<String, Object>> qdiscs) {
        var expected = new TcShown();
        expected.netem(canonical);
        canonical.rate().ifPresent(expected::tbf);
        canonical.queue().ifPresent(queue -> expected.fifo(queue, canonical));
        var differences = new ArrayList<String>();
        var seen = new TreeMap<String, Double>();
        for (var qdisc : qdiscs) {
            flatten((String) qdisc.get("kind"), qdisc.get("options"), seen::put);
        }
        seen.keySet().removeAll(IGNORED);
        seen.values().removeIf(value -> value == 0);
        expected.numbers.values().removeIf(value -> value == 0);
        expected.numbers.forEach((name, value) -> {
            double shown = seen.getOrDefault(name, 0.0);
            if (Math.abs(shown - value) > expected.room(name, value)) {
                differences.add(name + ": tc shows " + shown + ", the document says " + value);
            }
        });
        seen.keySet().removeAll(expected.numbers.keySet());
        seen.forEach((name, value) -> differences.add(name + ": tc shows " + value + ", the document says nothing"));
        return differences;
    }

    private double room(String name, double value) {
        double digits = Math.abs(value) * DIGITS;
        if (name.equals("tbf burst")) {
            return digits + 3 + numbers.get("tbf rate") * 2 * MICROSECOND;
        }
        if (name.startsWith("netem delay")) {
            return digits + MICROSECOND + Psched.TICK_NANOS / NANOS;
        }
        return name.contains("gemodel") ? digits + HALF_A_PART : digits;
    }

    private static void flatten(String name, Object value, BiConsumer<String, Double> to) {
        if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> flatten(name + " " + key, member, to));
        } else if (value instanceof Double number) {
            to.accept(name, number);
        } else if (!value.equals("false")) {
            to.accept(name + " " + value, 1.0);
        }
    }

    private void netem(Impairment canonical) {
        boolean needed = NetemMapper.isNeeded(canonical);
        // tc shows neither latency nor jitter where the latency is shorter than a tick.
        canonical
                .latency()
                .filter(latency -> latency.mean().toNanos() >= Psched.TICK_NANOS)
                .ifPresent(latency -> {
                    put("delay delay", Math.min(LONGEST, latency.mean().toNanos() / NANOS));
                    if (latency instanceof Latency.Stochastic stochastic) {
                        put("delay jitter", stochastic.jitter().toNanos() / NANOS);
                        put("delay correlation", stochastic.correlation().fraction());
                    }
                });
        canonical.loss().ifPresent(this::loss);
        canonical.duplication().ifPresent(value -> put("duplicate duplicate", of(value.share())));
        canonical.reordering().ifPresent(value -> {
            put("reorder reorder", of(value.share()));
            put("gap", (double) value.gap());
        });
        canonical.corruption().ifPresent(value -> put("corrupt corrupt", of(((Corruption.Share) value).share())));
        if (needed && canonical.ordering() == Ordering.PRESERVE) {
            put("rate rate", Math.pow(2, 40));
        }
    }

    private void loss(LossModel model) {
        model.match(new LossModel.Cases<Boolean>() {
            @Override
            public Boolean bernoulli(LossModel.Bernoulli bernoulli) {
                double loss = of(bernoulli.loss());
                double free = 1 - bernoulli.correlation().fraction();
                if (bernoulli.correlation().isNone()) {
                    return put("loss-random loss", loss);
                }
                put("loss-gemodel p", loss * free);
                put("loss-gemodel r", (1 - loss) * free);
                return put("loss-gemodel 1-h", 1);
            }

            @Override
            public Boolean gilbertElliott(LossModel.GilbertElliott two) {
                put("loss-gemodel p", of(two.p()));
                put("loss-gemodel r", of(two.r()));
                put("loss-gemodel 1-h", of(two.lossInBad()));
                return put("loss-gemodel 1-k", of(two.lossInGood()));
            }

            @Override
            public Boolean fourState(LossModel.FourState four) {
                put("loss-state p13", of(four.p13()));
                put("loss-state p31", of(four.p31()));
                put("loss-state p32", of(four.p32()));
                put("loss-state p23", of(four.p23()));
                return put("loss-state p14", of(four.p14()));
            }
        });
    }

    private static double of(Probability share) {
        return (double) share.scaled() / Probability.ONE;
    }

    private boolean put(String name, double value) {
        numbers.put("netem " + name, value);
        return true;
    }

    private void tbf(RateLimit rate) {
        double burst = rate.burst().orElseThrow().bytes() + rate.packetOverhead();
        double framed = rate.cellSize().isPresent() ? Math.ceil(burst / 48) * 53 : burst;
        numbers.put("tbf rate", (double) rate.rate().bytesPerSecond());
        numbers.put("tbf burst", framed);
        numbers.put("tbf overhead", (double) rate.packetOverhead());
        rate.cellSize().ifPresent(size -> numbers.put("tbf linklayer atm", 1.0));
    }

    private void fifo(QueueLimit limit, Impairment canonical) {
        limit.match(new QueueLimit.Cases<Double>() {
            @Override
            public Double packets(QueueLimit.Packets packets) {
                return numbers.put("pfifo limit", (double) packets.packets());
            }

            @Override
            public Double time(QueueLimit.Time time) {
                long perSecond = canonical.rate().orElseThrow().rate().bytesPerSecond();
                double bytes = Math.floor((double) perSecond * time.time().toNanos() / NANOS);
                return numbers.put("bfifo limit", bytes);
            }
        });
    }
}
