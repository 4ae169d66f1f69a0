package chaos.dataplane.model;

import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.prediction.Traffic;

/**
 * What a traffic asks of a rate and a queue.
 *
 * @param impairment with the defaults filled in
 * @param traffic what is offered
 */
record Load(Impairment impairment, Traffic traffic) {

    private static final double SECOND = 1e9;
    private static final int CELL_BYTES = 53;
    private static final int REACH = 4;

    /** Nanoseconds from packet to packet. */
    double spacing() {
        return SECOND / traffic.packetsPerSecond();
    }

    /** Nanoseconds that a packet takes at the rate; 0 without one. */
    double service() {
        return impairment
                .rate()
                .map(rate -> wireBytes(rate) * SECOND / rate.rate().bytesPerSecond())
                .orElse(0.0);
    }

    /** What is offered over what is carried. */
    double share() {
        return service() / spacing();
    }

    /** The same for what comes to the rate after losses and copies; above 1 the queue fills. */
    double shareAtTheRate() {
        return share() * passing();
    }

    /** Packets that come out of loss and duplication for one that goes in: a copy draws its own loss, and no copy. */
    double passing() {
        double passes = 1 - lost();
        return passes + twice() * (1 - passes + passes * passes);
    }

    /** The share that the loss model takes; none where it has no share of its own. */
    double lost() {
        return impairment.loss().filter(Formula::moves).map(Formula::share).orElse(0.0);
    }

    /** The share of which a copy is made. */
    double twice() {
        return impairment.duplication().map(Duplication::share).map(Formula::of).orElse(0.0);
    }

    /** Packets that may wait in the queue and do: it is full where more comes than is carried. */
    double waiting() {
        return shareAtTheRate() > 1 ? queuedPackets() : 0;
    }

    /** Whether no packet of this size can pass. */
    boolean isOversize() {
        return impairment
                .rate()
                .flatMap(RateLimit::burst)
                .filter(burst -> burst.bytes() < traffic.packetBytes())
                .isPresent();
    }

    /** Packets of this size that may wait; 0 without a rate. */
    double queuedPackets() {
        if (impairment.rate().isEmpty()) {
            return 0;
        }
        return impairment.queue().map(this::queuedPackets).orElse(0.0);
    }

    /** Packets in flight where every latency is the longest and the queue is full. */
    double mostInFlight() {
        return traffic.packetsPerSecond() * longestLatency() / SECOND + queuedPackets();
    }

    /** The longest wait in the queue in nanoseconds. */
    double queueNanos() {
        return queuedPackets() * service();
    }

    /** Four jitters above the mean, which is where tables of 16 bits end. */
    double longestLatency() {
        return impairment.latency().map(Load::longest).orElse(0.0);
    }

    private static double longest(Latency latency) {
        double mean = latency.mean().toNanos();
        return latency instanceof Latency.Stochastic stochastic
                ? mean + REACH * (double) stochastic.jitter().toNanos()
                : mean;
    }

    private double queuedPackets(QueueLimit limit) {
        return limit instanceof QueueLimit.Time time
                ? Math.floor(time.time().toNanos() / service())
                : ((QueueLimit.Packets) limit).packets();
    }

    private double wireBytes(RateLimit rate) {
        double counted = traffic.packetBytes() + (double) rate.packetOverhead();
        return rate.cellSize().isEmpty()
                ? counted
                : Math.ceil(counted / rate.cellSize().getAsInt()) * CELL_BYTES;
    }
}
