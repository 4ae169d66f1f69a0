package chaos.engine;

import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;

/**
 * What is drawn for a packet. Every purpose has a stream, and a second for the copies that duplication makes, so that
 * duplication does not move what happens to the packets themselves; draw n is for the n-th packet since the
 * seed was set.
 */
final class Decisions {

    private final Chance duplication;
    private final LossChain loss;
    private final Corrupter corruption;
    private final ReorderGate reordering;
    private final LatencySampler latency;
    private final boolean any;
    private final long first;

    private final RandomStream duplicationStream;
    private final Streams originals;
    private final Streams copies;

    /** The streams of what may happen to originals and to copies. */
    private record Streams(RandomStream loss, RandomStream corruption, RandomStream reordering, RandomStream latency) {

        static Streams of(long seed, String prefix) {
            return new Streams(
                    RandomStream.of(seed, prefix + "loss"),
                    RandomStream.of(seed, prefix + "corruption"),
                    RandomStream.of(seed, prefix + "reordering"),
                    RandomStream.of(seed, prefix + "latency"));
        }
    }

    /**
     * The decisions of an impairment.
     *
     * @param first the number of the first packet since the seed was set
     */
    Decisions(Impairment impairment, EngineSettings settings, long first) {
        long seed = settings.seed();
        this.first = first;
        this.duplication = impairment.duplication().map(Decisions::chance).orElse(Chance.NEVER);
        this.loss = impairment.loss().map(LossChain::of).orElseGet(LossChain::none);
        this.corruption = impairment.corruption().map(Corrupter::of).orElseGet(Corrupter::none);
        this.reordering = impairment.reordering().map(ReorderGate::of).orElseGet(ReorderGate::none);
        this.latency = impairment
                .latency()
                .map(value -> LatencySampler.of(value, settings.tables()))
                .orElseGet(LatencySampler::none);
        this.any = impairment.duplication().isPresent()
                || impairment.loss().isPresent()
                || impairment.corruption().isPresent()
                || impairment.latency().isPresent();
        this.duplicationStream = RandomStream.of(seed, "duplication");
        this.originals = Streams.of(seed, "");
        this.copies = Streams.of(seed, "copy/");
    }

    private static Chance chance(Duplication value) {
        return new Chance(value.share(), value.correlation());
    }

    /** Whether there is an emulator at all. */
    boolean any() {
        return any;
    }

    boolean duplicates(long packet) {
        return !duplication.isNever() && duplication.happens(duplicationStream.at(packet - first));
    }

    boolean loses(long packet, boolean copy) {
        return loss.loses(streams(copy).loss.at(packet - first));
    }

    /** The first corrupted bit, or {@link Corrupter#NO_BIT}. */
    int corrupts(long packet, boolean copy, int bytes) {
        return corruption.bit(corruptionDraw(packet, copy), bytes);
    }

    /** What decides which bits of a packet are corrupted. */
    Corrupter corruption() {
        return corruption;
    }

    /** By which random bits. */
    long corruptionDraw(long packet, boolean copy) {
        return streams(copy).corruption.at(packet - first);
    }

    boolean skipsLatency(long packet, boolean copy) {
        return !reordering.isNever()
                && reordering.skips(streams(copy).reordering.at(packet - first));
    }

    long latency(long packet, boolean copy) {
        return latency.isConstant()
                ? latency.nanos(0)
                : latency.nanos(streams(copy).latency.at(packet - first));
    }

    private Streams streams(boolean copy) {
        return copy ? copies : originals;
    }
}
