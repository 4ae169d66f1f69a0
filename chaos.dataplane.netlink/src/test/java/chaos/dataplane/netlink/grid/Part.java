package chaos.dataplane.netlink.grid;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.DurationText;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** One part of an impairment, with its name. */
record Part(String name, UnaryOperator<Impairment> to) {

    static Part latency(String text) {
        return new Part("latency " + text, x -> x.withLatency(new Latency.Constant(time(text))));
    }

    static Part jitter(Distribution.Shape shape, String mean, String jitter) {
        return correlatedJitter(shape, mean, jitter, 0);
    }

    static Part correlatedJitter(Distribution.Shape shape, String mean, String jitter, double correlation) {
        var latency = new Latency.Stochastic(time(mean), time(jitter), shape, Correlation.ofFraction(correlation));
        return new Part(
                "latency " + mean + " ± " + jitter + " " + shape.name().toLowerCase(Locale.ROOT)
                        + (correlation == 0 ? "" : " correlated " + correlation),
                x -> x.withLatency(latency));
    }

    private static Duration time(String text) {
        return DurationText.parse(text);
    }

    static Part loss(double percent) {
        return correlatedLoss(percent, 0);
    }

    static Part correlatedLoss(double percent, double correlation) {
        return new Part(
                "loss " + number(percent) + " %" + (correlation == 0 ? "" : " correlated " + correlation),
                x -> x.withLoss(new LossModel.Bernoulli(share(percent), Correlation.ofFraction(correlation))));
    }

    /** In percent. */
    static Part twoStates(double p, double r, double lossInBad, double lossInGood) {
        return new Part(
                String.format(
                        "gilbert-elliott p %s r %s bad %s good %s %%",
                        number(p), number(r), number(lossInBad), number(lossInGood)),
                x -> x.withLoss(new LossModel.GilbertElliott(share(p), share(r), share(lossInBad), share(lossInGood))));
    }

    /** In percent: p13, p31, p32, p23, p14. */
    static Part fourStates(double... p) {
        return new Part(
                String.format(
                        "four-state p13 %s p31 %s p32 %s p23 %s p14 %s %%",
                        number(p[0]), number(p[1]), number(p[2]), number(p[3]), number(p[4])),
                x -> x.withLoss(
                        new LossModel.FourState(share(p[0]), share(p[1]), share(p[2]), share(p[3]), share(p[4]))));
    }

    static Part duplication(double percent) {
        return new Part(
                "duplication " + number(percent) + " %",
                x -> x.withDuplication(new Duplication(share(percent), Correlation.NONE)));
    }

    static Part reordering(double percent, long gap) {
        return new Part(
                "reordering " + number(percent) + " %" + (gap == 1 ? "" : " gap " + gap),
                x -> x.withReordering(new Reordering(share(percent), Correlation.NONE, gap)));
    }

    static Part corruption(double percent) {
        return new Part(
                "corruption " + number(percent) + " %",
                x -> x.withCorruption(new Corruption.Share(share(percent), Correlation.NONE)));
    }

    static Part rate(String rate) {
        return new Part("rate " + rate, x -> x.withRate(RateLimit.of(BitRate.parse(rate))));
    }

    static Part rate(String rate, int burst) {
        return new Part(
                "rate " + rate + " burst " + burst,
                x -> x.withRate(RateLimit.of(BitRate.parse(rate)).withBurst(new ByteCount(burst))));
    }

    static Part framedRate(String rate, int overhead, boolean cells) {
        var limit = new RateLimit(
                BitRate.parse(rate),
                Optional.empty(),
                overhead,
                cells ? OptionalInt.of(RateLimit.ATM_CELL) : OptionalInt.empty());
        return new Part(
                "rate " + rate + (overhead == 0 ? "" : " overhead " + overhead) + (cells ? " ATM cells" : ""),
                x -> x.withRate(limit));
    }

    static Part queue(long packets) {
        return new Part("queue " + packets, x -> x.withQueue(new QueueLimit.Packets(packets)));
    }

    static Part queue(String time) {
        return new Part("queue " + time, x -> x.withQueue(new QueueLimit.Time(time(time))));
    }

    static Part preserve() {
        return new Part("preserve", x -> x.withOrdering(Ordering.PRESERVE));
    }

    private static Probability share(double percent) {
        return Probability.ofPercent(percent);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
