package chaos.dataplane.model;

import chaos.api.impairment.LossModel;
import java.util.SplittableRandom;

/** Four-state loss, stepped as the kernel's {@code loss_4state}: one draw decides the next state, and that the loss. */
final class FourStateLoss implements LossDraw {

    private final LossModel.FourState model;
    private State state = State.GAP_GOOD;

    private enum State {
        GAP_GOOD,
        BURST_GOOD,
        BURST_LOST,
        GAP_LOST
    }

    FourStateLoss(LossModel.FourState model) {
        this.model = model;
    }

    @Override
    public boolean loses(SplittableRandom random) {
        long draw = Integer.toUnsignedLong(random.nextInt());
        state = next(draw);
        return state == State.BURST_LOST || state == State.GAP_LOST;
    }

    private State next(long draw) {
        return switch (state) {
            case GAP_GOOD -> fromGapGood(draw);
            case BURST_GOOD -> draw < model.p23().scaled() ? State.BURST_LOST : State.BURST_GOOD;
            case BURST_LOST -> fromBurstLost(draw);
            case GAP_LOST -> State.GAP_GOOD;
        };
    }

    private State fromGapGood(long draw) {
        if (draw < model.p14().scaled()) {
            return State.GAP_LOST;
        }
        return draw < model.p14().scaled() + model.p13().scaled() ? State.BURST_LOST : State.GAP_GOOD;
    }

    private State fromBurstLost(long draw) {
        if (draw < model.p32().scaled()) {
            return State.BURST_GOOD;
        }
        return draw < model.p32().scaled() + model.p31().scaled() ? State.GAP_GOOD : State.BURST_LOST;
    }
}
