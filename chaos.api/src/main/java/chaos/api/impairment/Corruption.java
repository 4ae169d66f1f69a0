package chaos.api.impairment;

import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;

/** Bits of packets are flipped. */
public sealed interface Corruption permits Corruption.Share, Corruption.BitErrors {

    /** Reads a corruption by its form. */
    <R> R match(Cases<R> cases);

    /** Whether no packet is ever corrupted. */
    boolean isNone();

    /**
     * One method a form.
     *
     * @param <R> what the reader makes of it
     */
    interface Cases<R> {

        /** One random bit of a share of the packets. */
        R share(Share corruption);

        /** Every bit on its own. */
        R bitErrors(BitErrors corruption);
    }

    /**
     * One random bit of a share of the packets is flipped.
     *
     * @param share the share of packets corrupted
     * @param correlation how much the previous draw decides the next
     */
    record Share(Probability share, Correlation correlation) implements Corruption {

        @Override
        public boolean isNone() {
            return share.isNever();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.share(this);
        }
    }

    /**
     * Every bit is flipped with the same probability.
     *
     * @param rate bit-error rate, 0.0 to 1.0; no number below the smallest that is told from 0
     */
    record BitErrors(double rate) implements Corruption {

        /**
         * A bit-error rate.
         *
         * @throws InvalidFieldException if outside 0 to 1, or not a number
         */
        public BitErrors {
            if (!(rate >= 0 && rate <= 1)) { // also refuses NaN
                throw new InvalidFieldException("/corruption/ber", "must be 0 to 1, was " + rate);
            }
        }

        @Override
        public boolean isNone() {
            return rate == 0;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.bitErrors(this);
        }
    }
}
