package chaos.api.dataplane;

import java.util.Locale;

/** Something that a data plane can do. */
public enum Capability {
    /** Adds latency. */
    LATENCY,
    /** Loses packets by one probability. */
    LOSS_BERNOULLI,
    /** Loses packets by two states. */
    LOSS_GILBERT_ELLIOTT,
    /** Loses packets by four states. */
    LOSS_FOUR_STATE,
    /** Duplicates packets. */
    DUPLICATION,
    /** Lets packets overtake. */
    REORDERING,
    /** Flips one bit of a share of the packets. */
    CORRUPTION,
    /** Flips every bit with a probability. */
    CORRUPTION_BER,
    /** Limits the rate. */
    RATE,
    /** Limits the queue. */
    QUEUE,
    /** Keeps the order of packets under jitter. */
    ORDERING_PRESERVE,
    /** Repeats its random sequence from a seed. */
    SEED;

    /** The word of the wire contract, for example {@code loss_bernoulli}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
