package chaos.api.impairment;

import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;

/** What a plane fills in where a rate is asked for and the rest is left open, the same on every plane. */
public final class Defaults {

    /** Layer-2 header of an untagged frame: two addresses and the type (IEEE 802.3). */
    private static final int HEADER = 14;

    /** Two 802.1Q tags: a double-tagged frame of a full MTU must still fit through the token bucket. */
    private static final int TAGS = 8;

    private static final int MIN_FRAMES = 10;
    private static final int BURSTS_A_SECOND = 1000;
    private static final int QUEUES_A_SECOND = 10;

    private Defaults() {}

    /** Layer-2 bytes of the longest frame that a port of this MTU may carry: MTU + 22. */
    public static int largestFrame(int mtu) {
        return mtu + HEADER + TAGS;
    }

    /**
     * The impairment with what was left open: with a rate, the burst is the larger of two longest frames and 1 ms at
     * the rate, and the queue the larger of ten packets and 100 ms of full untagged frames at the rate.
     *
     * @param mtu the MTU of the port that the direction leaves by
     */
    public static Impairment fill(Impairment impairment, int mtu) {
        if (impairment.rate().isEmpty()) {
            return impairment;
        }
        var rate = impairment.rate().get();
        var filled =
                rate.burst().isPresent() ? impairment : impairment.withRate(rate.withBurst(burst(rate.rate(), mtu)));
        return filled.queue().isPresent() ? filled : filled.withQueue(queue(rate.rate(), mtu));
    }

    private static ByteCount burst(BitRate rate, int mtu) {
        long max = rate.bytesPerSecond() * RateLimit.MAX_BURST_SECONDS;
        return new ByteCount(Math.min(max, Math.max(2L * largestFrame(mtu), rate.bytesPerSecond() / BURSTS_A_SECOND)));
    }

    private static QueueLimit queue(BitRate rate, int mtu) {
        long frames = ceilDiv(rate.bytesPerSecond(), (long) QUEUES_A_SECOND * (mtu + HEADER));
        return new QueueLimit.Packets(Math.min(QueueLimit.Packets.MAX, Math.max(MIN_FRAMES, frames)));
    }

    private static long ceilDiv(long value, long divisor) {
        return (value + divisor - 1) / divisor;
    }
}
