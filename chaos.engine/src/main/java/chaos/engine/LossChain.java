package chaos.engine;

import chaos.api.impairment.LossModel;
import chaos.api.unit.Probability;

/** Which packets the loss model takes, stepped as the kernel's {@code loss_event} in {@code net/sched/sch_netem.c}. */
abstract sealed class LossChain {

    /** Whether the next packet is lost, by 64 random bits. */
    abstract boolean loses(long draw);

    /** No loss. */
    static LossChain none() {
        return new Independent(Chance.NEVER);
    }

    /** The chain of a model, in its good state, where every change of the kernel's puts it. */
    static LossChain of(LossModel model) {
        return model.match(new LossModel.Cases<>() {
            @Override
            public LossChain bernoulli(LossModel.Bernoulli bernoulli) {
                return new Independent(new Chance(bernoulli.loss(), bernoulli.correlation()));
            }

            @Override
            public LossChain gilbertElliott(LossModel.GilbertElliott twoState) {
                return new TwoState(twoState);
            }

            @Override
            public LossChain fourState(LossModel.FourState fourState) {
                return new FourState(fourState);
            }
        });
    }

    /** One share, perhaps correlated. */
    private static final class Independent extends LossChain {

        private final Chance chance;

        Independent(Chance chance) {
            this.chance = chance;
        }

        @Override
        boolean loses(long draw) {
            return chance.happens(draw);
        }
    }

    /** {@code loss_gilb_ell}: the upper half of the draw moves the state, the lower decides in the state before. */
    private static final class TwoState extends LossChain {

        private final long p;
        private final long r;
        private final long keptInBad;
        private final long lostInGood;
        private boolean bad;

        TwoState(LossModel.GilbertElliott model) {
            this.p = model.p().scaled();
            this.r = model.r().scaled();
            this.keptInBad = Probability.ONE - model.lossInBad().scaled();
            this.lostInGood = model.lossInGood().scaled();
        }

        @Override
        boolean loses(long draw) {
            long moved = RandomStream.upper(draw);
            long decided = RandomStream.lower(draw);
            if (bad) {
                bad = moved >= r;
                return decided > keptInBad || keptInBad == 0;
            }
            bad = moved < p;
            return decided < lostInGood;
        }
    }

    /** {@code loss_4state}: one draw moves the state, and the state it moves to decides. */
    private static final class FourState extends LossChain {

        private static final int GAP_GOOD = 1;
        private static final int BURST_GOOD = 2;
        private static final int BURST_LOST = 3;
        private static final int GAP_LOST = 4;

        private final long p14;
        private final long p14or13;
        private final long p32;
        private final long p32or31;
        private final long p23;
        private int state = GAP_GOOD;

        FourState(LossModel.FourState model) {
            this.p14 = model.p14().scaled();
            this.p14or13 = p14 + model.p13().scaled();
            this.p32 = model.p32().scaled();
            this.p32or31 = p32 + model.p31().scaled();
            this.p23 = model.p23().scaled();
        }

        @Override
        boolean loses(long draw) {
            state = next(RandomStream.upper(draw));
            return state == BURST_LOST || state == GAP_LOST;
        }

        private int next(long drawn) {
            return switch (state) {
                case GAP_GOOD -> drawn < p14 ? GAP_LOST : drawn < p14or13 ? BURST_LOST : GAP_GOOD;
                case BURST_GOOD -> drawn < p23 ? BURST_LOST : BURST_GOOD;
                case BURST_LOST -> drawn < p32 ? BURST_GOOD : drawn < p32or31 ? GAP_GOOD : BURST_LOST;
                default -> GAP_GOOD;
            };
        }
    }
}
