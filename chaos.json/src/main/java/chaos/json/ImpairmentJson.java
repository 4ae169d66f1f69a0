package chaos.json;

import chaos.api.impairment.Impairment;
import chaos.api.impairment.InvalidFieldException;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.Seed;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Arrays;
import java.util.Optional;

/**
 * All that is done to one direction. Every field is optional and independent; {@code {}} is no impairment.
 *
 * @param latency time added to each packet
 * @param loss how packets get lost
 * @param duplication a second copy is made
 * @param reordering a share of packets skips the latency
 * @param corruption bits are flipped
 * @param rate the rate the direction may carry
 * @param queue how much may wait
 * @param ordering {@code allow} or {@code preserve}
 * @param seed 0 to 2<sup>63</sup> - 1
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ImpairmentJson(
        Optional<LatencyJson> latency,
        Optional<LossJson> loss,
        Optional<DuplicationJson> duplication,
        Optional<ReorderingJson> reordering,
        Optional<CorruptionJson> corruption,
        Optional<RateJson> rate,
        Optional<QueueJson> queue,
        Optional<String> ordering,
        Optional<Long> seed) {

    private static final Part ROOT = new Part("", "");

    /** The document of an impairment: what is as by default, in the ordering, is left out. */
    public static ImpairmentJson of(Impairment impairment) {
        return new ImpairmentJson(
                impairment.latency().map(LatencyJson::of),
                impairment.loss().map(LossJson::of),
                impairment.duplication().map(DuplicationJson::of),
                impairment.reordering().map(ReorderingJson::of),
                impairment.corruption().map(CorruptionJson::of),
                impairment.rate().map(RateJson::of),
                impairment.queue().map(QueueJson::of),
                Optional.of(impairment.ordering())
                        .filter(o -> o != Ordering.ALLOW)
                        .map(Ordering::word),
                impairment.seed().map(Seed::value));
    }

    /**
     * The impairment that the document stands for.
     *
     * @throws MalformedJsonException if a value is out of range or two contradict each other
     */
    public Impairment impairment() {
        try {
            return new Impairment(
                    latency.map(LatencyJson::latency),
                    loss.map(LossJson::lossModel),
                    duplication.map(DuplicationJson::duplication),
                    reordering.map(ReorderingJson::reordering),
                    corruption.map(CorruptionJson::corruption),
                    rate.map(RateJson::limit),
                    queue.map(QueueJson::limit),
                    ordering.map(ImpairmentJson::ordering).orElse(Ordering.ALLOW),
                    seed.map(value -> ROOT.value("seed", value, Seed::new)));
        } catch (InvalidFieldException e) {
            throw MalformedJsonException.causedBy(new MalformedJsonException(e.field(), e.getMessage()), e);
        }
    }

    private static Ordering ordering(String word) {
        return Arrays.stream(Ordering.values())
                .filter(value -> value.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new MalformedJsonException(
                        "/ordering", "must be allow or preserve, was \"" + Words.cut(word) + "\""));
    }
}
