package chaos.gogo.text;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.Correlation;
import chaos.api.unit.DurationText;
import java.util.LinkedHashMap;
import java.util.Map;

/** An impairment part by part, in the units that the flags take. */
public final class ImpairmentText {

    private ImpairmentText() {}

    /** The parts that are set, by their name in the document, in its order. */
    public static Map<String, String> parts(Impairment impairment) {
        var parts = new LinkedHashMap<String, String>();
        impairment.latency().ifPresent(latency -> parts.put("latency", latency(latency)));
        impairment.loss().ifPresent(loss -> parts.put("loss", loss(loss)));
        impairment.duplication().ifPresent(d -> parts.put("duplication", d.share() + correlated(d.correlation())));
        impairment
                .reordering()
                .ifPresent(r -> parts.put("reordering", r.share() + correlated(r.correlation()) + ", gap " + r.gap()));
        impairment.corruption().ifPresent(corruption -> parts.put("corruption", corruption(corruption)));
        impairment.rate().ifPresent(rate -> parts.put("rate", rate(rate)));
        impairment.queue().ifPresent(queue -> parts.put("queue", queue(queue)));
        if (impairment.ordering() != Ordering.ALLOW) {
            parts.put("ordering", impairment.ordering().word());
        }
        impairment.seed().ifPresent(seed -> parts.put("seed", Long.toString(seed.value())));
        return parts;
    }

    private static String latency(Latency latency) {
        return latency.match(new Latency.Cases<>() {
            @Override
            public String constant(Latency.Constant constant) {
                return DurationText.print(constant.duration()) + " one way";
            }

            @Override
            public String stochastic(Latency.Stochastic stochastic) {
                return DurationText.print(stochastic.mean()) + " one way, jitter "
                        + DurationText.print(stochastic.jitter()) + " " + distribution(stochastic.distribution())
                        + correlated(stochastic.correlation());
            }
        });
    }

    private static String distribution(Distribution distribution) {
        return distribution.match(new Distribution.Cases<>() {
            @Override
            public String shape(Distribution.Shape shape) {
                return shape.kind();
            }

            @Override
            public String table(Distribution.Table table) {
                return "table " + table.name();
            }
        });
    }

    private static String loss(LossModel model) {
        return model.match(new LossModel.Cases<>() {
            @Override
            public String bernoulli(LossModel.Bernoulli bernoulli) {
                return bernoulli.loss() + correlated(bernoulli.correlation());
            }

            @Override
            public String gilbertElliott(LossModel.GilbertElliott ge) {
                return "Gilbert-Elliott p " + ge.p() + ", r " + ge.r() + ", in bad " + ge.lossInBad() + ", in good "
                        + ge.lossInGood();
            }

            @Override
            public String fourState(LossModel.FourState four) {
                return "four states p13 " + four.p13() + ", p31 " + four.p31() + ", p32 " + four.p32() + ", p23 "
                        + four.p23() + ", p14 " + four.p14();
            }
        });
    }

    private static String corruption(Corruption corruption) {
        return corruption.match(new Corruption.Cases<>() {
            @Override
            public String share(Corruption.Share share) {
                return share.share() + correlated(share.correlation());
            }

            @Override
            public String bitErrors(Corruption.BitErrors errors) {
                return "bit-error rate " + errors.rate();
            }
        });
    }

    private static String rate(RateLimit rate) {
        var text = new StringBuilder(rate.rate().toString());
        rate.burst().ifPresent(burst -> text.append(", burst ").append(burst));
        if (rate.packetOverhead() != 0) {
            text.append(", overhead ").append(rate.packetOverhead()).append("b a packet");
        }
        rate.cellSize()
                .ifPresent(size -> text.append(", cells of ").append(size).append("b"));
        return text.toString();
    }

    private static String queue(QueueLimit queue) {
        return queue.match(new QueueLimit.Cases<>() {
            @Override
            public String packets(QueueLimit.Packets limit) {
                return limit.packets() + " packets";
            }

            @Override
            public String time(QueueLimit.Time limit) {
                return DurationText.print(limit.time()) + " at the rate";
            }
        });
    }

    private static String correlated(Correlation correlation) {
        return correlation.isNone() ? "" : ", correlation " + correlation;
    }
}
