package chaos.dataplane.model;

import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.prediction.Traffic;
import chaos.api.unit.BitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a traffic will meet under an impairment that its user may not expect. */
final class Remarks {

    private static final double MILLI = 1e6;
    private static final double LONG_BURST = 10 * MILLI;
    private static final double SECOND = 1e9;

    private Remarks() {}

    /**
     * The remarks.
     *
     * @param nothingOut whether none of the packets comes out
     * @param nothingBack whether none comes out of the other direction
     */
    static List<Warning> on(Impairment impairment, Traffic traffic, boolean nothingOut, boolean nothingBack) {
        var load = new Load(impairment, traffic);
        var remarks = new ArrayList<Warning>();
        impairment.latency().ifPresent(latency -> latency(latency, remarks));
        if (impairment.reordering().isPresent()
                && impairment.latency().orElseThrow().mean().toNanos() <= load.spacing()) {
            remarks.add(Warning.about(
                    "/reordering",
                    "no_reordering",
                    "packets come " + millis(load.spacing())
                            + " apart, which is not less than the latency that a reordered one skips: none overtakes"));
        }
        impairment.rate().ifPresent(rate -> rate(load, rate.rate(), remarks));
        if (nothingOut) {
            remarks.add(Warning.general("nothing_arrives", "no packet comes out, so there is no latency"));
        } else if (nothingBack) {
            remarks.add(Warning.general(
                    "nothing_returns", "no packet comes out of the other direction, so there is no round trip"));
        }
        return remarks;
    }

    private static void latency(Latency latency, List<Warning> remarks) {
        if (latency instanceof Latency.Stochastic stochastic
                && stochastic.jitter().compareTo(stochastic.mean()) > 0) {
            remarks.add(Warning.about(
                    "/latency/jitter",
                    "clipped",
                    "the jitter is wider than the mean: what would be a negative latency is none, and the mean rises"));
        }
    }

    private static void rate(Load load, BitRate rate, List<Warning> remarks) {
        if (load.isOversize()) {
            remarks.add(Warning.about(
                    "/rate/burst_bytes",
                    "oversize",
                    "a packet of " + load.traffic().packetBytes() + " bytes is larger than the burst: none passes"));
        } else if (load.shareAtTheRate() > 1) {
            remarks.add(Warning.about(
                    "/rate",
                    "overload",
                    String.format(
                            Locale.ROOT,
                            "%.3g times the rate of %s is offered: the queue is full all the time",
                            load.shareAtTheRate(),
                            rate)));
        }
        if (Simulation.warmUp(load) == Simulation.MAX_WARM_UP) {
            remarks.add(Warning.about(
                    "/queue",
                    "not_settled",
                    "the queue takes longer to fill than is simulated: loss and latency go on rising"));
        }
        double burst =
                load.impairment().rate().orElseThrow().burst().orElseThrow().bytes() * SECOND / rate.bytesPerSecond();
        if (burst > LONG_BURST
                && load.impairment().rate().orElseThrow().burst().orElseThrow().bytes() > 3100) {
            remarks.add(Warning.about(
                    "/rate/burst_bytes",
                    "long_burst",
                    "the burst is " + millis(burst) + " at the rate, and leaves at line rate after a pause"));
        }
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.3g ms", nanos / MILLI);
    }
}
