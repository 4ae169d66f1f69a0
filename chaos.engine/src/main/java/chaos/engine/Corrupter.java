package chaos.engine;

import chaos.api.impairment.Corruption;

/** Which packets are corrupted, and in which bits. */
abstract sealed class Corrupter {

    /** No bit is flipped. */
    static final int NO_BIT = -1;

    private static final int BITS = 8;

    /** The first bit of the next packet that is flipped, or {@link #NO_BIT}, by 64 random bits. */
    abstract int bit(long draw, int bytes);

    /** The next bit of the same packet that is flipped, or {@link #NO_BIT}, by the same random bits. */
    abstract int next(long draw, int after, int bytes);

    static Corrupter none() {
        return new OneOf(Chance.NEVER);
    }

    static Corrupter of(Corruption corruption) {
        return corruption.match(new Corruption.Cases<>() {
            @Override
            public Corrupter share(Corruption.Share share) {
                return new OneOf(new Chance(share.share(), share.correlation()));
            }

            @Override
            public Corrupter bitErrors(Corruption.BitErrors errors) {
                return new EachBit(errors.rate());
            }
        });
    }

    /** One random bit of a share of the packets. */
    private static final class OneOf extends Corrupter {

        private final Chance chance;

        OneOf(Chance chance) {
            this.chance = chance;
        }

        @Override
        int bit(long draw, int bytes) {
            if (chance.isNever() || !chance.happens(draw)) {
                return NO_BIT;
            }
            return (int) ((RandomStream.lower(draw) * BITS * bytes) >>> 32);
        }

        @Override
        int next(long draw, int after, int bytes) {
            return NO_BIT;
        }
    }

    /**
     * Every bit on its own: from the start to the first that is flipped, and from each to the next, it is geometrically
     * far. The random bits of the packet decide about the first; they are also the start of a stream of its own, of
     * which the draw at a flipped bit's place decides about the next.
     */
    private static final class EachBit extends Corrupter {

        private static final double DOUBLE_UNIT = 0x1.0p-53;
        private static final int DOUBLE_SHIFT = 11;

        private final double logOfNone;

        EachBit(double rate) {
            this.logOfNone = StrictMath.log1p(-rate);
        }

        @Override
        int bit(long draw, int bytes) {
            return from(0, draw, bytes);
        }

        @Override
        int next(long draw, int after, int bytes) {
            return from(after + 1, RandomStream.at(draw, after), bytes);
        }

        private int from(int place, long draw, int bytes) {
            double share = ((draw >>> DOUBLE_SHIFT) + 0.5) * DOUBLE_UNIT;
            double flipped = place + StrictMath.log(share) / logOfNone;
            return flipped < (double) BITS * bytes ? (int) flipped : NO_BIT;
        }
    }
}
