package chaos.dataplane.model;

import chaos.api.dataplane.Warning;
import chaos.api.impairment.Latency;
import chaos.api.prediction.Ceilings;
import chaos.api.prediction.Interval;
import chaos.api.prediction.Room;
import chaos.api.prediction.Shares;
import java.util.Locale;
import java.util.Optional;

/**
 * Packets in flight where there is not room for any number of them. As many as there is room for pass in each latency
 * (Little's law), which is exact for a constant one; the first pass until the room is full.
 */
final class Crowd {

    private static final double SECOND = 1e9;
    private static final double PERCENT = 100;

    private final Load load;
    private final ModelPredictor.Seen seen;
    private final Room room;

    /**
     * A crowd.
     *
     * @param seen what its packets see where there is room
     */
    Crowd(Load load, ModelPredictor.Seen seen, Room room) {
        this.load = load;
        this.seen = seen;
        this.room = room;
    }

    /** Packets and copies whose latency is not over. */
    private double late() {
        return load.passing() * load.traffic().packetsPerSecond() * latency() / SECOND;
    }

    /** The mean without the wait for a rate. */
    private double latency() {
        return load.impairment().rate().isEmpty()
                ? seen.delays().mean()
                : load.impairment()
                        .latency()
                        .map(Latency::mean)
                        .map(mean -> (double) mean.toNanos())
                        .orElse(0.0);
    }

    private double inFlight() {
        return late() + load.waiting();
    }

    private boolean isTooLarge() {
        return inFlight() > room.frames();
    }

    /** The shares with those lost for whom there is no room. */
    Shares shares() {
        double kept = Math.min(1, room.frames() / Math.max(1, late()));
        var before = seen.shares();
        if (kept == 1) {
            return before;
        }
        double loss = before.loss().value() / PERCENT;
        double error = (before.loss().high() - before.loss().value()) / PERCENT;
        double offered = 1 - load.lost() * (1 - load.twice());
        double out = load.impairment().rate().isEmpty() ? (1 - loss) * kept : Math.min(1 - loss, offered * kept);
        Interval lost = ModelPredictor.percent(1 - out, error);
        return new Shares(lost, before.reordered(), before.duplicated() * kept, before.corrupted());
    }

    /** No more memory than there is, which frames take whatever their size. */
    Ceilings within(Ceilings free) {
        double share = Math.min(1, load.mostInFlight() / room.frames());
        long bytes = (long) Math.ceil(share * room.bytes());
        return new Ceilings(free.throughputBitsPerSecond(), free.queueLatency(), bytes);
    }

    Optional<Warning> remark() {
        if (!isTooLarge()) {
            return Optional.empty();
        }
        return Optional.of(Warning.about(
                late() > load.waiting() ? "/latency" : "/queue",
                Warning.EMULATOR_LIMIT,
                String.format(
                        Locale.ROOT,
                        "%.0f packets would be in flight, and the plane's buffer holds %d: once it is full, the others"
                                + " are dropped (emulator); raise buffer in chaosd.toml, or ask for less latency,"
                                + " queue or traffic",
                        inFlight(),
                        room.frames())));
    }
}
