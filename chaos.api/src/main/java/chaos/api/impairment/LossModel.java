package chaos.api.impairment;

import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;

/** How packets get lost. */
public sealed interface LossModel permits LossModel.Bernoulli, LossModel.GilbertElliott, LossModel.FourState {

    /** Reads a model by its form. */
    <R> R match(Cases<R> cases);

    /** Whether no packet is ever lost. */
    boolean isNone();

    /**
     * One method a model: a new model breaks every reader at compile time, which is the point.
     *
     * @param <R> what the reader makes of it
     */
    interface Cases<R> {

        /** Independent, or correlated with the previous packet. */
        R bernoulli(Bernoulli model);

        /** Two states. */
        R gilbertElliott(GilbertElliott model);

        /** Four states. */
        R fourState(FourState model);
    }

    /**
     * Each packet is lost with the same probability.
     *
     * @param loss the share of packets lost
     * @param correlation how much the previous packet's fate decides the next
     */
    record Bernoulli(Probability loss, Correlation correlation) implements LossModel {

        @Override
        public boolean isNone() {
            return loss.isNever();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.bernoulli(this);
        }
    }

    /**
     * Gilbert-Elliott: a good and a bad state, each with its own loss (E. O. Elliott, "Estimates of Error Rates for
     * Codes on Burst-Noise Channels", 1963). Mean loss is (r lossInGood + p lossInBad) / (p + r); mean burst 1 / r.
     *
     * @param p chance to enter the bad state, a packet
     * @param r chance to leave the bad state, a packet
     * @param lossInBad share lost in the bad state
     * @param lossInGood share lost in the good state
     */
    record GilbertElliott(Probability p, Probability r, Probability lossInBad, Probability lossInGood)
            implements LossModel {

        @Override
        public boolean isNone() {
            return false;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.gilbertElliott(this);
        }
    }

    /**
     * Four states: 1 gap good, 2 burst good, 3 burst lost, 4 gap lost (S. Salsano et al., "Definition of a general and
     * intuitive loss model for packet networks and its implementation in the Netem module in the Linux kernel", 2012).
     *
     * @param p13 from 1 to 3
     * @param p31 from 3 to 1
     * @param p32 from 3 to 2
     * @param p23 from 2 to 3
     * @param p14 from 1 to 4
     */
    record FourState(Probability p13, Probability p31, Probability p32, Probability p23, Probability p14)
            implements LossModel {

        /** What rounding alone can lift a sum of two that is exactly 1 above it: 0.5 is half a part too much. */
        private static final long ROUNDING = 1;

        /**
         * A four-state model. A sum of exactly 1 may be one part of 2<sup>32</sup> - 1 too large by rounding; a plane
         * that computes with 32 bits takes that part off the second.
         *
         * @throws InvalidFieldException if p13 + p14 or p31 + p32 is above 1, which overflows in the kernel
         */
        public FourState {
            requireSum("/loss/p14", "p13 + p14", p13, p14);
            requireSum("/loss/p32", "p31 + p32", p31, p32);
        }

        private static void requireSum(String field, String name, Probability one, Probability other) {
            if (one.scaled() + other.scaled() > Probability.ONE + ROUNDING) {
                throw new InvalidFieldException(
                        field, name + " must be at most 1, was " + (one.fraction() + other.fraction()));
            }
        }

        @Override
        public boolean isNone() {
            return p13.isNever() && p14.isNever();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fourState(this);
        }
    }
}
