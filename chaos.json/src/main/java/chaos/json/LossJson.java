package chaos.json;

import chaos.api.impairment.LossModel;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How packets get lost: by one share, by two states or by four. All but {@code pct} are probabilities, 0 to 1.
 *
 * @param model {@code bernoulli}, {@code gilbert_elliott} or {@code four_state}
 * @param pct bernoulli: percent of the packets, 0 to 100
 * @param correlation bernoulli: 0 to below 1; absent: 0
 * @param p gilbert_elliott: enter the bad state
 * @param r gilbert_elliott: leave the bad state
 * @param lossInBad gilbert_elliott: lost in the bad state; absent: 1
 * @param lossInGood gilbert_elliott: lost in the good state; absent: 0
 * @param p13 four_state: from 1 to 3
 * @param p31 four_state: from 3 to 1
 * @param p32 four_state: from 3 to 2
 * @param p23 four_state: from 2 to 3
 * @param p14 four_state: from 1 to 4
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LossJson(
        String model,
        Optional<Double> pct,
        Optional<Double> correlation,
        Optional<Double> p,
        Optional<Double> r,
        Optional<Double> lossInBad,
        Optional<Double> lossInGood,
        Optional<Double> p13,
        Optional<Double> p31,
        Optional<Double> p32,
        Optional<Double> p23,
        Optional<Double> p14) {

    private static final int NUMBERS = 11;

    static LossJson of(LossModel model) {
        return model.match(new LossModel.Cases<>() {
            @Override
            public LossJson bernoulli(LossModel.Bernoulli b) {
                return of(
                        "bernoulli", List.of(b.loss().percent(), b.correlation().fraction()), 0);
            }

            @Override
            public LossJson gilbertElliott(LossModel.GilbertElliott ge) {
                return of("gilbert_elliott", fractions(ge.p(), ge.r(), ge.lossInBad(), ge.lossInGood()), 2);
            }

            @Override
            public LossJson fourState(LossModel.FourState f) {
                return of("four_state", fractions(f.p13(), f.p31(), f.p32(), f.p23(), f.p14()), 6);
            }
        });
    }

    /** A document with these numbers, the first of them so many members after the model. */
    private static LossJson of(String model, List<Double> numbers, int first) {
        var all = new ArrayList<Optional<Double>>(Collections.nCopies(NUMBERS, Optional.empty()));
        for (int i = 0; i < numbers.size(); i++) {
            all.set(first + i, Optional.of(numbers.get(i)));
        }
        var next = all.iterator();
        return new LossJson(
                model,
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next());
    }

    private static List<Double> fractions(Probability... probabilities) {
        return Arrays.stream(probabilities).map(Probability::fraction).toList();
    }

    /** The model that the document stands for; the accessor of its name is {@link #model()}. */
    LossModel lossModel() {
        var part = new Part("/loss", "model \"" + Words.cut(model) + "\"");
        return switch (model) {
            case "bernoulli" -> bernoulli(lacksFourStates(lacksTwoStates(part)));
            case "gilbert_elliott" -> gilbertElliott(lacksFourStates(lacksOneShare(part)));
            case "four_state" -> fourState(lacksTwoStates(lacksOneShare(part)));
            default -> throw new MalformedJsonException(
                    "/loss/model",
                    "must be bernoulli, gilbert_elliott or four_state, was \"" + Words.cut(model) + "\"");
        };
    }

    private Part lacksOneShare(Part part) {
        return part.lacks("pct", pct).lacks("correlation", correlation);
    }

    private Part lacksTwoStates(Part part) {
        return part.lacks("p", p).lacks("r", r).lacks("loss_in_bad", lossInBad).lacks("loss_in_good", lossInGood);
    }

    private Part lacksFourStates(Part part) {
        return part.lacks("p13", p13)
                .lacks("p31", p31)
                .lacks("p32", p32)
                .lacks("p23", p23)
                .lacks("p14", p14);
    }

    private LossModel bernoulli(Part part) {
        var share = part.value("pct", part.need("pct", pct), Probability::ofPercent);
        var dependency = correlation
                .map(value -> part.value("correlation", value, Correlation::ofFraction))
                .orElse(Correlation.NONE);
        return new LossModel.Bernoulli(share, dependency);
    }

    private LossModel gilbertElliott(Part part) {
        return new LossModel.GilbertElliott(
                probability(part, "p", p),
                probability(part, "r", r),
                probability(part, "loss_in_bad", Optional.of(lossInBad.orElse(1.0))),
                probability(part, "loss_in_good", Optional.of(lossInGood.orElse(0.0))));
    }

    private LossModel fourState(Part part) {
        var to3 = probability(part, "p13", p13);
        var from3to1 = probability(part, "p31", p31);
        var from3to2 = probability(part, "p32", p32);
        var back = probability(part, "p23", p23);
        var alone = probability(part, "p14", p14);
        return part.value("p14", alone, p -> new LossModel.FourState(to3, from3to1, from3to2, back, p));
    }

    private static Probability probability(Part part, String name, Optional<Double> member) {
        return part.value(name, part.need(name, member), Probability::ofFraction);
    }
}
