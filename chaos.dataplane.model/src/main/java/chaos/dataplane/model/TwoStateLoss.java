package chaos.dataplane.model;

import chaos.api.impairment.LossModel;
import chaos.api.unit.Probability;
import java.util.SplittableRandom;

/** Gilbert-Elliott loss, stepped as the kernel's {@code loss_gilb_ell}: the state before the step decides the loss. */
final class TwoStateLoss implements LossDraw {

    private final LossModel.GilbertElliott model;
    private boolean bad;

    TwoStateLoss(LossModel.GilbertElliott model) {
        this.model = model;
    }

    /**
     * Independent loss, or for correlated loss the two-state chain with the same mean loss L and the same correlation c
     * from packet to packet: p = L (1 - c), r = (1 - L) (1 - c), all lost in the bad state. The kernel's own
     * correlation would destroy the mean.
     */
    static LossDraw of(LossModel.Bernoulli bernoulli) {
        if (bernoulli.correlation().isNone()) {
            return random -> LossDraw.happens(bernoulli.loss(), random);
        }
        double loss = bernoulli.loss().fraction();
        double apart = 1 - bernoulli.correlation().fraction();
        return new TwoStateLoss(new LossModel.GilbertElliott(
                Probability.ofFraction(loss * apart),
                Probability.ofFraction((1 - loss) * apart),
                Probability.ALWAYS,
                Probability.NEVER));
    }

    @Override
    public boolean loses(SplittableRandom random) {
        if (bad) {
            bad = !LossDraw.happens(model.r(), random);
            return LossDraw.happens(model.lossInBad(), random);
        }
        bad = LossDraw.happens(model.p(), random);
        return LossDraw.happens(model.lossInGood(), random);
    }
}
