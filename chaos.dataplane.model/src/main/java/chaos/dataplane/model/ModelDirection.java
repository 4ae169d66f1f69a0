package chaos.dataplane.model;

import chaos.api.dataplane.Counters;
import chaos.api.dataplane.DropCauses;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.LossModel;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What one direction holds, and what it counted since the plane was attached. Random numbers come from a {@link
 * SplittableRandom}: from the impairment's seed where it carries one, else the sequence goes on, which starts from
 * {@value #FIRST_SEED} when the plane is attached. Not safe for several threads: the plane guards it.
 */
final class ModelDirection {

    private static final long FIRST_SEED = 1;

    private Impairment held = Impairment.NONE;
    private Optional<LossDraw> loss = Optional.empty();
    private SplittableRandom random = new SplittableRandom(FIRST_SEED);
    private Counters counters = Counters.ZERO;
    private DropCauses causes = DropCauses.ZERO;

    Impairment held() {
        return held;
    }

    Counters counters() {
        return counters;
    }

    DropCauses dropsByCause() {
        return causes;
    }

    /** Makes a canonical form the state. The same form again changes nothing, unless its seed restarts the sequence. */
    Transition hold(Impairment canonical) {
        if (canonical.equals(held) && canonical.seed().isEmpty()) {
            return Transition.NONE;
        }
        held = canonical;
        loss = canonical.loss().map(ModelDirection::draw);
        canonical.seed().ifPresent(seed -> random = new SplittableRandom(seed.value()));
        return Transition.IN_PLACE;
    }

    /** One packet; whether it got across. */
    boolean offer(int bytes) {
        boolean lost = loss.isPresent() && loss.get().loses(random);
        if (lost) {
            counters = counters.plus(new Counters(0, 0, 1, 0, 0, 0));
            causes = causes.plus(new DropCauses(1, 0, 0, 0));
        } else {
            counters = counters.plus(new Counters(bytes, 1, 0, 0, 0, 0));
        }
        return !lost;
    }

    private static LossDraw draw(LossModel model) {
        return model.match(new LossModel.Cases<>() {
            @Override
            public LossDraw bernoulli(LossModel.Bernoulli bernoulli) {
                return TwoStateLoss.of(bernoulli);
            }

            @Override
            public LossDraw gilbertElliott(LossModel.GilbertElliott twoState) {
                return new TwoStateLoss(twoState);
            }

            @Override
            public LossDraw fourState(LossModel.FourState fourState) {
                return new FourStateLoss(fourState);
            }
        });
    }
}
