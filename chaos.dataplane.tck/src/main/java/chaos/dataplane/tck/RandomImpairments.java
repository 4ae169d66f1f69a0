package chaos.dataplane.tck;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.CorrelatedPart;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.impairment.Seed;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Predicate;

/** Impairments of everything that a plane says it can do, at values that are spread over all magnitudes. */
public final class RandomImpairments {

    private static final long SLOWEST = 10_000;
    private static final long LARGEST_BURST = 10_000_000;
    private static final long SMALLEST_BURST = 10_000;
    private static final long SHORTEST_QUEUE = 10_000_000;
    private static final long LONGEST_QUEUE = 10_000_000_000L;
    private static final int MOST_OVERHEAD = 100;
    private static final int MOST_TRIES = 50;

    private final Capabilities capabilities;
    private final Random random;

    /** Impairments of what these capabilities claim, the same ones for the same seed. */
    public RandomImpairments(Capabilities capabilities, long seed) {
        this.capabilities = capabilities;
        this.random = new Random(seed);
    }

    /**
     * The next one that a plane holds. What follows from several values at once may be refused, a correlation so high
     * that no chance is left for one; most must be held.
     */
    public Impairment nextThat(Predicate<Impairment> isHeld) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var made = next();
            if (isHeld.test(made)) {
                return made;
            }
        }
        throw new AssertionError("the plane refuses " + MOST_TRIES + " impairments in a row that it claims to hold");
    }

    private Impairment next() {
        var made = loss(latency(Impairment.NONE));
        if (wanted(Capability.DUPLICATION)) {
            made = made.withDuplication(new Duplication(share(), correlation(CorrelatedPart.DUPLICATION)));
        }
        if (wanted(Capability.CORRUPTION)) {
            made = made.withCorruption(new Corruption.Share(share(), correlation(CorrelatedPart.CORRUPTION)));
        }
        if (wanted(Capability.SEED)) {
            made = made.withSeed(new Seed(random.nextLong() & Long.MAX_VALUE));
        }
        return ordering(queue(rate(made)));
    }

    private Impairment ordering(Impairment to) {
        return wanted(Capability.ORDERING_PRESERVE) && to.reordering().isEmpty()
                ? to.withOrdering(Ordering.PRESERVE)
                : to;
    }

    private Impairment latency(Impairment to) {
        if (!wanted(Capability.LATENCY)) {
            return to;
        }
        var mean = Duration.ofNanos(magnitude(1, Latency.MAX.toNanos()));
        var shapes = capabilities.distributions();
        var made = shapes.isEmpty() || random.nextBoolean()
                ? to.withLatency(new Latency.Constant(mean))
                : to.withLatency(new Latency.Stochastic(
                        mean,
                        Duration.ofNanos(magnitude(1, Latency.MAX_JITTER.toNanos())),
                        one(shapes),
                        correlation(CorrelatedPart.LATENCY)));
        return wanted(Capability.REORDERING)
                ? made.withReordering(new Reordering(
                        share(), correlation(CorrelatedPart.REORDERING), magnitude(1, Reordering.MAX_GAP)))
                : made;
    }

    private Impairment loss(Impairment to) {
        var models = new ArrayList<LossModel>();
        if (capabilities.supports(Capability.LOSS_BERNOULLI)) {
            models.add(new LossModel.Bernoulli(share(), correlation(CorrelatedPart.LOSS)));
        }
        if (capabilities.supports(Capability.LOSS_GILBERT_ELLIOTT)) {
            models.add(new LossModel.GilbertElliott(share(), share(), share(), share()));
        }
        if (capabilities.supports(Capability.LOSS_FOUR_STATE)) {
            var p13 = share();
            var p31 = share();
            models.add(new LossModel.FourState(p13, p31, shareBeside(p31), share(), shareBeside(p13)));
        }
        return models.isEmpty() || random.nextBoolean() ? to : to.withLoss(one(models));
    }

    private Impairment rate(Impairment to) {
        if (!wanted(Capability.RATE)) {
            return to;
        }
        var rate = RateLimit.of(new BitRate(magnitude(SLOWEST, BitRate.MAX) / 8 * 8));
        long most = Math.min(LARGEST_BURST, rate.rate().bytesPerSecond() * RateLimit.MAX_BURST_SECONDS);
        var framed = new RateLimit(
                rate.rate(),
                random.nextBoolean() ? Optional.empty() : Optional.of(new ByteCount(magnitude(SMALLEST_BURST, most))),
                random.nextBoolean() ? 0 : random.nextInt(MOST_OVERHEAD),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(RateLimit.ATM_CELL));
        return to.withRate(framed);
    }

    private Impairment queue(Impairment to) {
        if (to.rate().isPresent() && random.nextInt(4) == 0) {
            return to.withQueue(new QueueLimit.Time(Duration.ofNanos(magnitude(SHORTEST_QUEUE, LONGEST_QUEUE))));
        }
        return wanted(Capability.QUEUE)
                ? to.withQueue(new QueueLimit.Packets(magnitude(1, QueueLimit.Packets.MAX)))
                : to;
    }

    private boolean wanted(Capability capability) {
        return random.nextBoolean() && capabilities.supports(capability);
    }

    private Probability share() {
        return new Probability(magnitude(1, Probability.ONE));
    }

    private Probability shareBeside(Probability other) {
        return new Probability(Math.min(share().scaled(), Probability.ONE - other.scaled()));
    }

    private Correlation correlation(CorrelatedPart part) {
        return capabilities.correlations().contains(part) && random.nextBoolean()
                ? new Correlation(magnitude(1, Probability.ONE - 1))
                : Correlation.NONE;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Evenly spread over the magnitudes, so that small numbers come as often as large ones. */
    private long magnitude(long low, long high) {
        double lowest = Math.log((double) low);
        double exponent = lowest + random.nextDouble() * (Math.log((double) high) - lowest);
        return Math.max(low, Math.min(high, Math.round(Math.exp(exponent))));
    }
}
