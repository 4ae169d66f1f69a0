package chaos.api.impairment;

import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** The impairment document laid out flat: one entry a field, so that two documents are compared field by field. */
final class ImpairmentFields {

    private final SortedMap<String, FieldValue> fields = new TreeMap<>();

    private ImpairmentFields() {}

    static SortedMap<String, FieldValue> of(Impairment impairment) {
        var flat = new ImpairmentFields();
        impairment.latency().ifPresent(flat::latency);
        impairment.loss().ifPresent(flat::loss);
        impairment.duplication().ifPresent(flat::duplication);
        impairment.reordering().ifPresent(flat::reordering);
        impairment.corruption().ifPresent(flat::corruption);
        impairment.rate().ifPresent(flat::rate);
        impairment.queue().ifPresent(flat::queue);
        if (impairment.ordering() != Ordering.ALLOW) {
            flat.text("/ordering", impairment.ordering().word());
        }
        impairment.seed().ifPresent(seed -> flat.whole("/seed", seed.value()));
        return flat.fields;
    }

    static Impairment without(Impairment impairment, Collection<String> pointers) {
        var gone = new Gone(pointers);
        boolean latency = gone.has("latency");
        boolean rate = gone.has("rate");
        return new Impairment(
                impairment.latency().filter(value -> !latency),
                impairment.loss().filter(value -> !gone.has("loss")),
                impairment.duplication().filter(value -> !gone.has("duplication")),
                impairment.reordering().filter(value -> !latency && !gone.has("reordering")),
                impairment.corruption().filter(value -> !gone.has("corruption")),
                impairment.rate().filter(value -> !rate),
                impairment.queue().filter(value -> !gone.has("queue") && !(rate && value instanceof QueueLimit.Time)),
                gone.has("ordering") ? Ordering.ALLOW : impairment.ordering(),
                impairment.seed().filter(value -> !gone.has("seed")));
    }

    /** Which parts of the document the pointers name. */
    private record Gone(Collection<String> pointers) {

        boolean has(String part) {
            return pointers.stream().anyMatch(pointer -> (pointer + "/").startsWith("/" + part + "/"));
        }
    }

    private void latency(Latency latency) {
        latency.match(new Latency.Cases<ImpairmentFields>() {
            @Override
            public ImpairmentFields constant(Latency.Constant constant) {
                return text("/latency/kind", "constant").time("/latency/duration", constant.duration());
            }

            @Override
            public ImpairmentFields stochastic(Latency.Stochastic stochastic) {
                return text("/latency/kind", "stochastic")
                        .time("/latency/mean", stochastic.mean())
                        .time("/latency/jitter", stochastic.jitter())
                        .distribution(stochastic.distribution())
                        .correlation("/latency/correlation", stochastic.correlation());
            }
        });
    }

    private ImpairmentFields distribution(Distribution distribution) {
        text("/latency/distribution/kind", distribution.kind());
        return distribution.match(new Distribution.Cases<>() {
            @Override
            public ImpairmentFields shape(Distribution.Shape shape) {
                return ImpairmentFields.this;
            }

            @Override
            public ImpairmentFields table(Distribution.Table table) {
                return text("/latency/distribution/name", table.name());
            }
        });
    }

    private void loss(LossModel model) {
        model.match(new LossModel.Cases<ImpairmentFields>() {
            @Override
            public ImpairmentFields bernoulli(LossModel.Bernoulli bernoulli) {
                return text("/loss/model", "bernoulli")
                        .percent("/loss/pct", bernoulli.loss())
                        .correlation("/loss/correlation", bernoulli.correlation());
            }

            @Override
            public ImpairmentFields gilbertElliott(LossModel.GilbertElliott ge) {
                return text("/loss/model", "gilbert_elliott")
                        .fraction("/loss/p", ge.p())
                        .fraction("/loss/r", ge.r())
                        .fraction("/loss/loss_in_bad", ge.lossInBad())
                        .fraction("/loss/loss_in_good", ge.lossInGood());
            }

            @Override
            public ImpairmentFields fourState(LossModel.FourState four) {
                return text("/loss/model", "four_state")
                        .fraction("/loss/p13", four.p13())
                        .fraction("/loss/p31", four.p31())
                        .fraction("/loss/p32", four.p32())
                        .fraction("/loss/p23", four.p23())
                        .fraction("/loss/p14", four.p14());
            }
        });
    }

    private void duplication(Duplication duplication) {
        percent("/duplication/pct", duplication.share())
                .correlation("/duplication/correlation", duplication.correlation());
    }

    private void reordering(Reordering reordering) {
        percent("/reordering/pct", reordering.share())
                .correlation("/reordering/correlation", reordering.correlation())
                .whole("/reordering/gap", reordering.gap());
    }

    private void corruption(Corruption corruption) {
        corruption.match(new Corruption.Cases<ImpairmentFields>() {
            @Override
            public ImpairmentFields share(Corruption.Share share) {
                return percent("/corruption/pct", share.share())
                        .correlation("/corruption/correlation", share.correlation());
            }

            @Override
            public ImpairmentFields bitErrors(Corruption.BitErrors errors) {
                return put("/corruption/ber", new FieldValue.Decimal(errors.rate()));
            }
        });
    }

    private void rate(RateLimit rate) {
        whole("/rate/bits_per_second", rate.rate().bitsPerSecond());
        rate.burst().ifPresent(burst -> whole("/rate/burst_bytes", burst.bytes()));
        whole("/rate/packet_overhead", rate.packetOverhead());
        rate.cellSize().ifPresent(size -> whole("/rate/cell_size", size));
    }

    private void queue(QueueLimit queue) {
        queue.match(new QueueLimit.Cases<ImpairmentFields>() {
            @Override
            public ImpairmentFields packets(QueueLimit.Packets limit) {
                return whole("/queue/limit_packets", limit.packets());
            }

            @Override
            public ImpairmentFields time(QueueLimit.Time limit) {
                return ImpairmentFields.this.time("/queue/limit_time", limit.time());
            }
        });
    }

    private ImpairmentFields time(String pointer, Duration duration) {
        return whole(pointer, duration.toNanos());
    }

    private ImpairmentFields whole(String pointer, long value) {
        return put(pointer, new FieldValue.Whole(value));
    }

    private ImpairmentFields percent(String pointer, Probability share) {
        return put(pointer, new FieldValue.Decimal(share.percent()));
    }

    private ImpairmentFields fraction(String pointer, Probability probability) {
        return put(pointer, new FieldValue.Decimal(probability.fraction()));
    }

    private ImpairmentFields correlation(String pointer, Correlation correlation) {
        return put(pointer, new FieldValue.Decimal(correlation.fraction()));
    }

    private ImpairmentFields text(String pointer, String value) {
        return put(pointer, new FieldValue.Text(value));
    }

    private ImpairmentFields put(String pointer, FieldValue value) {
        fields.put(pointer, value);
        return this;
    }
}
