package chaos.dataplane.netlink;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Distribution.Shape;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.Reordering;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.dataplane.netlink.qdisc.Fifo;
import chaos.dataplane.netlink.qdisc.Netem;
import chaos.dataplane.netlink.qdisc.NetemMapper;
import chaos.dataplane.netlink.qdisc.NetemRate;
import chaos.dataplane.netlink.qdisc.NetemRest;
import chaos.dataplane.netlink.qdisc.NetemSlot;
import chaos.dataplane.netlink.qdisc.QdiscOptions;
import chaos.dataplane.netlink.qdisc.Tbf;
import chaos.dataplane.netlink.qdisc.TbfRest;
import chaos.dataplane.netlink.qdisc.UnknownAttributes;
import chaos.distribution.LatencyTable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Commands of tc, each with what CHAOS would tell the kernel for the same; commands.txt has them for the capture. */
final class TcCommands {

    private static final Impairment NONE = Impairment.NONE;
    private static final String NETEM = "add dev lo root handle c4b: netem limit 1000 ";
    private static final String TBF = "add dev lo root handle c4a: tbf ";

    private TcCommands() {}

    static Map<String, QdiscOptions> all() {
        var commands = new LinkedHashMap<String, QdiscOptions>();
        latencies(commands);
        losses(commands);
        shares(commands);
        bucketsAndQueues(commands);
        moreOfBucketsAndQueues(commands);
        return commands;
    }

    private static void latencies(Map<String, QdiscOptions> to) {
        to.put(NETEM + "delay 10us", netem(delayed(10_000L)));
        to.put(NETEM + "delay 1us", netem(delayed(1000L)));
        to.put(NETEM + "delay 100us", netem(delayed(100000L)));
        to.put(NETEM + "delay 1ms", netem(delayed(1000000L)));
        to.put(NETEM + "delay 10ms", netem(delayed(10000000L)));
        to.put(NETEM + "delay 40ms", netem(delayed(40000000L)));
        to.put(NETEM + "delay 100ms", netem(delayed(100000000L)));
        to.put(NETEM + "delay 250ms", netem(delayed(250000000L)));
        to.put(NETEM + "delay 1s", netem(delayed(1000000000L)));
        to.put(NETEM + "delay 2500ms", netem(delayed(2500000000L)));
        to.put(NETEM + "delay 60s", netem(delayed(60000000000L)));
        to.put(NETEM + "delay 200s", netem(delayed(200000000000L)));
        to.put("change dev lo root handle c4b: netem limit 1000 delay 40ms", netem(delayed(40_000_000)));
        to.put("add dev lo parent c4a:1 handle c4b: netem limit 207 delay 40ms", netem(delayed(40_000_000), 207));
        to.put("add dev lo root handle c4b: netem limit 4294967295 delay 1ms", netem(delayed(1_000_000), 0xFFFF_FFFFL));
        to.put(NETEM + "delay 40ms 5ms distribution normal", netem(jittered(5, Shape.NORMAL, 0)));
        to.put(NETEM + "delay 40ms 5ms distribution pareto", netem(jittered(5, Shape.PARETO, 0)));
        to.put(NETEM + "delay 40ms 5ms distribution paretonormal", netem(jittered(5, Shape.PARETONORMAL, 0)));
        to.put(NETEM + "delay 40ms 5ms", netem(jittered(5, Shape.UNIFORM, 0)));
        to.put(NETEM + "delay 40ms 20ms 25%", netem(jittered(20, Shape.UNIFORM, 0.25)));
        to.put(NETEM + "delay 40ms 10ms 90% distribution normal", netem(jittered(10, Shape.NORMAL, 0.9)));
    }

    private static void losses(Map<String, QdiscOptions> to) {
        to.put(NETEM + "loss random 0.0001%", netem(lost(0.0001)));
        to.put(NETEM + "loss random 0.1%", netem(lost(0.1)));
        to.put(NETEM + "loss random 1%", netem(lost(1)));
        to.put(NETEM + "loss random 2.5%", netem(lost(2.5)));
        to.put(NETEM + "loss random 10%", netem(lost(10)));
        to.put(NETEM + "loss random 33.3%", netem(lost(33.3)));
        to.put(NETEM + "loss random 50%", netem(lost(50)));
        to.put(NETEM + "loss random 99.9%", netem(lost(99.9)));
        to.put(NETEM + "loss random 100%", netem(lost(100)));
        to.put("change dev lo root handle c4b: netem limit 1000 loss random 1%", netem(lost(1)));
        to.put(NETEM + "loss gemodel 1% 10%", netem(two(0.01, 0.1, 1, 0)));
        to.put(NETEM + "loss gemodel 1% 10% 70% 0.1%", netem(two(0.01, 0.1, 0.7, 0.001)));
        to.put(NETEM + "loss gemodel 5% 95% 100% 0%", netem(two(0.05, 0.95, 1, 0)));
        to.put(NETEM + "loss gemodel 100% 100% 50% 50%", netem(two(1, 1, 0.5, 0.5)));
        to.put(NETEM + "loss gemodel 5% 45% 100% 0%", netem(correlated(10, 0.5)));
        to.put(NETEM + "loss state 1% 40% 60% 20% 2%", netem(four(0.01, 0.4, 0.6, 0.2, 0.02)));
        to.put(NETEM + "loss state 10% 90% 5% 30% 0%", netem(four(0.1, 0.9, 0.05, 0.3, 0)));
        to.put(NETEM + "loss state 0.1% 50% 49% 100% 99%", netem(four(0.001, 0.5, 0.49, 1, 0.99)));
    }

    private static void shares(Map<String, QdiscOptions> to) {
        to.put(NETEM + "duplicate 0.5%", netem(duplicated(0.5)));
        to.put(NETEM + "corrupt 0.5%", netem(corrupted(0.5)));
        to.put(NETEM + "duplicate 3%", netem(duplicated(3)));
        to.put(NETEM + "corrupt 3%", netem(corrupted(3)));
        to.put(NETEM + "duplicate 100%", netem(duplicated(100)));
        to.put(NETEM + "corrupt 100%", netem(corrupted(100)));
        to.put(NETEM + "delay 40ms reorder 25%", netem(reordered(25, 1)));
        to.put(NETEM + "delay 40ms reorder 25% gap 5", netem(reordered(25, 5)));
        to.put(NETEM + "delay 40ms reorder 100% gap 1000000", netem(reordered(100, 1_000_000)));
        to.put(NETEM + "delay 40ms reorder 0.1% gap 2", netem(reordered(0.1, 2)));
        to.put(NETEM + "delay 40ms loss random 1% duplicate 0.5% corrupt 0.1% reorder 2% gap 3", netem(everything()));
        to.put(
                NETEM + "delay 40ms rate 8796093022208bit",
                netem(delayed(40_000_000).withOrdering(Ordering.PRESERVE)));
        to.put(NETEM + "rate 5mbit", rated(new NetemRate(625_000, 0, 0, 0)));
        to.put(NETEM + "rate 40gbit 20 48 5", rated(new NetemRate(5_000_000_000L, 20, 48, 5)));
        to.put(NETEM + "rate 1mbit -4 100 -7", rated(new NetemRate(125_000, -4, 100, -7)));
        to.put(
                NETEM + "loss random 10% ecn",
                rest(lost(10), new NetemRest(true, NetemSlot.NONE, UnknownAttributes.NONE)));
        to.put(
                NETEM + "slot 800us 1000us packets 5 bytes 9000",
                rest(
                        NONE,
                        new NetemRest(
                                false, new NetemSlot(800_000, 1_000_000, 5, 9000, 0, 0), UnknownAttributes.NONE)));
    }

    private static void bucketsAndQueues(Map<String, QdiscOptions> to) {
        to.put(TBF + "rate 10mbit burst 3044 limit 125000", Tbf.of(1250000L, 3044, 125000, new Tbf.Framing(0, false)));
        to.put(TBF + "rate 64kbit burst 3044 limit 16000", Tbf.of(8000L, 3044, 16000, new Tbf.Framing(0, false)));
        to.put(TBF + "rate 25mbit burst 3125 limit 312500", Tbf.of(3125000L, 3125, 312500, new Tbf.Framing(0, false)));
        to.put(
                TBF + "rate 1gbit burst 125000 limit 12500000",
                Tbf.of(125000000L, 125000, 12500000, new Tbf.Framing(0, false)));
        to.put(TBF + "rate 8kbit burst 3000 limit 5000", Tbf.of(1000L, 3000, 5000, new Tbf.Framing(0, false)));
        to.put(TBF + "rate 30mbit burst 1600 limit 100000", Tbf.of(3750000L, 1600, 100000, new Tbf.Framing(0, false)));
        to.put(
                TBF + "rate 40gbit burst 5000000 limit 100000000",
                Tbf.of(5000000000L, 5000000, 100000000, new Tbf.Framing(0, false)));
        to.put(
                TBF + "rate 10mbit burst 3044 limit 125000 overhead 24",
                Tbf.of(1250000L, 3044, 125000, new Tbf.Framing(24, false)));
        to.put(
                TBF + "rate 1mbit burst 3200 limit 20000 overhead 10 linklayer atm",
                Tbf.of(125000L, 3200, 20000, new Tbf.Framing(10, true)));
        to.put(
                TBF + "rate 100mbit burst 65536 limit 1000000",
                Tbf.of(12500000L, 65536, 1000000, new Tbf.Framing(0, false)));
        to.put(
                TBF + "rate 34359738360bit burst 4000000 limit 1000000",
                Tbf.of(4294967295L, 4000000, 1000000, new Tbf.Framing(0, false)));
        to.put(
                "change dev lo root handle c4a: tbf rate 20mbit burst 3044 limit 250000",
                Tbf.of(2_500_000, 3044, 250_000, new Tbf.Framing(0, false)));
    }

    private static void moreOfBucketsAndQueues(Map<String, QdiscOptions> to) {
        to.put(
                TBF + "rate 10mbit burst 3044 limit 125000 mpu 64",
                new Tbf(1_250_000, 0, 3044, 125_000, 0, false, 0, new TbfRest(64, 0, 0, UnknownAttributes.NONE)));
        to.put(
                TBF + "rate 10mbit burst 3044 limit 125000 peakrate 20mbit mtu 1600",
                new Tbf(
                        1_250_000,
                        0,
                        3044,
                        125_000,
                        0,
                        false,
                        2_500_000,
                        new TbfRest(0, 0, 1600, UnknownAttributes.NONE)));
        to.put(
                TBF + "rate 10gbit burst 3000000 limit 125000 peakrate 40gbit mtu 9000 overhead 4",
                new Tbf(
                        1_250_000_000,
                        0,
                        3_000_000,
                        125_000,
                        4,
                        false,
                        5_000_000_000L,
                        new TbfRest(0, 0, 9000, UnknownAttributes.NONE)));
        to.put("add dev lo root handle c4c: pfifo limit 50", new Fifo(false, 50));
        to.put("add dev lo parent c4a:1 handle c4c: pfifo limit 83", new Fifo(false, 83));
        to.put("add dev lo parent c4b:1 handle c4c: pfifo limit 10000000", new Fifo(false, 10_000_000));
        to.put("change dev lo parent c4b:1 handle c4c: pfifo limit 1", new Fifo(false, 1));
        to.put("add dev lo root handle c4c: bfifo limit 62500", new Fifo(true, 62_500));
        to.put("add dev lo parent c4a:1 handle c4c: bfifo limit 4294967295", new Fifo(true, 0xFFFF_FFFFL));
    }

    private static Netem netem(Impairment impairment) {
        return netem(impairment, 1000);
    }

    private static Netem netem(Impairment impairment, long limit) {
        return NetemMapper.toNetem(
                NetemMapper.canonical(impairment), limit, Optional.of(LatencyTable.of(Distribution.Shape.UNIFORM)));
    }

    private static Netem rated(NetemRate rate) {
        var plain = netem(NONE);
        return new Netem(plain.options(), 0, 0, plain.chances(), plain.lossChain(), rate, plain.rest(), plain.told());
    }

    private static Netem rest(Impairment impairment, NetemRest rest) {
        var plain = netem(impairment);
        return new Netem(plain.options(), 0, 0, plain.chances(), plain.lossChain(), plain.rate(), rest, plain.told());
    }

    private static Impairment delayed(long nanos) {
        return NONE.withLatency(new Latency.Constant(Duration.ofNanos(nanos)));
    }

    private static Impairment jittered(int millis, Shape shape, double correlation) {
        return NONE.withLatency(new Latency.Stochastic(
                Duration.ofMillis(40), Duration.ofMillis(millis), shape, Correlation.ofFraction(correlation)));
    }

    private static Impairment lost(double percent) {
        return correlated(percent, 0);
    }

    private static Impairment correlated(double percent, double correlation) {
        return NONE.withLoss(
                new LossModel.Bernoulli(Probability.ofPercent(percent), Correlation.ofFraction(correlation)));
    }

    private static Impairment two(double p, double r, double lossInBad, double lossInGood) {
        return NONE.withLoss(new LossModel.GilbertElliott(of(p), of(r), of(lossInBad), of(lossInGood)));
    }

    private static Impairment four(double... chances) {
        return NONE.withLoss(new LossModel.FourState(
                of(chances[0]), of(chances[1]), of(chances[2]), of(chances[3]), of(chances[4])));
    }

    private static Probability of(double fraction) {
        return Probability.ofFraction(fraction);
    }

    private static Impairment duplicated(double percent) {
        return NONE.withDuplication(new Duplication(Probability.ofPercent(percent), Correlation.NONE));
    }

    private static Impairment corrupted(double percent) {
        return NONE.withCorruption(new Corruption.Share(Probability.ofPercent(percent), Correlation.NONE));
    }

    private static Impairment reordered(double percent, long gap) {
        return delayed(40_000_000)
                .withReordering(new Reordering(Probability.ofPercent(percent), Correlation.NONE, gap));
    }

    private static Impairment everything() {
        return reordered(2, 3)
                .withLoss(new LossModel.Bernoulli(Probability.ofPercent(1), Correlation.NONE))
                .withDuplication(new Duplication(Probability.ofPercent(0.5), Correlation.NONE))
                .withCorruption(new Corruption.Share(Probability.ofPercent(0.1), Correlation.NONE));
    }
}
