package chaos.api.impairment;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;

/**
 * All that is done to one direction. Every part is optional and independent, but for three rules: reordering needs a
 * latency and contradicts {@link Ordering#PRESERVE}, and a queue limit in time needs a rate. A latency or a share of
 * zero is the same as none, and is held as none.
 *
 * @param latency time added to each packet
 * @param loss how packets get lost
 * @param duplication a second copy is made
 * @param reordering a share of packets skips the latency
 * @param corruption bits are flipped
 * @param rate the rate the direction may carry
 * @param queue how much may wait
 * @param ordering whether jitter may let packets overtake
 * @param seed the start of the random numbers
 */
public record Impairment(
        Optional<Latency> latency,
        Optional<LossModel> loss,
        Optional<Duplication> duplication,
        Optional<Reordering> reordering,
        Optional<Corruption> corruption,
        Optional<RateLimit> rate,
        Optional<QueueLimit> queue,
        Ordering ordering,
        Optional<Seed> seed) {

    /** The baseline: packets pass untouched. */
    public static final Impairment NONE = new Impairment(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Ordering.ALLOW,
            Optional.empty());

    private static final Latency ZERO = new Latency.Constant(Duration.ZERO);

    /**
     * An impairment.
     *
     * @throws InvalidFieldException if two parts contradict each other
     */
    public Impairment {
        latency = latency.map(Latency::canonical).filter(value -> !value.equals(ZERO));
        loss = loss.filter(model -> !model.isNone());
        duplication = duplication.filter(value -> !value.share().isNever());
        reordering = reordering.filter(value -> !value.share().isNever());
        corruption = corruption.filter(value -> !value.isNone());
        if (reordering.isPresent() && latency.isEmpty()) {
            throw new InvalidFieldException("/reordering", "needs a latency: a reordered packet skips it");
        }
        if (reordering.isPresent() && ordering == Ordering.PRESERVE) {
            throw new InvalidFieldException("/reordering", "contradicts ordering \"preserve\"");
        }
        if (rate.isEmpty() && queue.filter(QueueLimit.Time.class::isInstance).isPresent()) {
            throw new InvalidFieldException("/queue/limit_time", "needs a rate: the limit is time at that rate");
        }
    }

    /** Whether packets pass untouched; a seed and an ordering alone change nothing. */
    public boolean isNone() {
        return latency.isEmpty()
                && loss.isEmpty()
                && duplication.isEmpty()
                && reordering.isEmpty()
                && corruption.isEmpty()
                && rate.isEmpty()
                && queue.isEmpty();
    }

    /** The same with this latency. */
    public Impairment withLatency(Latency value) {
        return new Impairment(
                Optional.of(value), loss, duplication, reordering, corruption, rate, queue, ordering, seed);
    }

    /** The same with this loss model. */
    public Impairment withLoss(LossModel value) {
        return new Impairment(
                latency, Optional.of(value), duplication, reordering, corruption, rate, queue, ordering, seed);
    }

    /** The same with this duplication. */
    public Impairment withDuplication(Duplication value) {
        return new Impairment(latency, loss, Optional.of(value), reordering, corruption, rate, queue, ordering, seed);
    }

    /** The same with this reordering. */
    public Impairment withReordering(Reordering value) {
        return new Impairment(latency, loss, duplication, Optional.of(value), corruption, rate, queue, ordering, seed);
    }

    /** The same with this corruption. */
    public Impairment withCorruption(Corruption value) {
        return new Impairment(latency, loss, duplication, reordering, Optional.of(value), rate, queue, ordering, seed);
    }

    /** The same with this rate. */
    public Impairment withRate(RateLimit value) {
        return new Impairment(
                latency, loss, duplication, reordering, corruption, Optional.of(value), queue, ordering, seed);
    }

    /** The same with this queue limit. */
    public Impairment withQueue(QueueLimit value) {
        return new Impairment(
                latency, loss, duplication, reordering, corruption, rate, Optional.of(value), ordering, seed);
    }

    /** The same with this ordering. */
    public Impairment withOrdering(Ordering value) {
        return new Impairment(latency, loss, duplication, reordering, corruption, rate, queue, value, seed);
    }

    /** The same with this seed. */
    public Impairment withSeed(Seed value) {
        return new Impairment(
                latency, loss, duplication, reordering, corruption, rate, queue, ordering, Optional.of(value));
    }

    /** The same without a seed: what is applied again after a swap or a drift must not restart a random sequence. */
    public Impairment withoutSeed() {
        return new Impairment(
                latency, loss, duplication, reordering, corruption, rate, queue, ordering, Optional.empty());
    }

    /**
     * The same without the parts that these fields belong to, and without what needs them: reordering goes with the
     * latency, a queue limit in time with the rate.
     *
     * @param pointers JSON pointers, of which the first segment counts
     */
    public Impairment without(Collection<String> pointers) {
        return ImpairmentFields.without(this, pointers);
    }

    /** Every field that is set, by its JSON pointer into the wire document, in the units of the wire contract. */
    public SortedMap<String, FieldValue> fields() {
        return ImpairmentFields.of(this);
    }
}
