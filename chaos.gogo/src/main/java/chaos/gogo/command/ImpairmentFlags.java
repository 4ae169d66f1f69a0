package chaos.gogo.command;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.InvalidFieldException;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.Reordering;
import chaos.api.impairment.Seed;
import chaos.api.unit.Correlation;
import chaos.api.unit.DurationText;
import chaos.api.unit.Probability;
import java.util.Arrays;
import java.util.Optional;

/** An impairment from the flags of {@code set}, put onto one that is there already. Every refusal names the flag. */
final class ImpairmentFlags {

    private final Typed typed;

    ImpairmentFlags(Typed typed) {
        this.typed = typed;
    }

    /**
     * The impairment.
     *
     * @param base what the flags that were not typed leave as it is
     */
    Impairment onto(Impairment base) throws UsageException {
        var result = base;
        var latency = new LatencyFlags(typed);
        if (latency.any()) {
            result = with(Flag.LATENCY, result, latency.onto(base.latency()), Impairment::withLatency);
        }
        var loss = new LossFlags(typed);
        if (loss.any()) {
            result = with(Flag.LOSS, result, loss.onto(base.loss()), Impairment::withLoss);
        }
        var rate = new RateFlags(typed);
        if (rate.any()) {
            result = with(Flag.RATE, result, rate.onto(base.rate()), Impairment::withRate);
        }
        return fates(queue(result));
    }

    private Impairment queue(Impairment base) throws UsageException {
        refuseBoth(Flag.QUEUE, Flag.QUEUE_TIME);
        if (typed.has(Flag.QUEUE)) {
            var limit =
                    typed.value(Flag.QUEUE, text -> new QueueLimit.Packets(Typed.whole(text, "a number of packets")));
            return with(Flag.QUEUE, base, limit, Impairment::withQueue);
        }
        if (typed.has(Flag.QUEUE_TIME)) {
            var limit = typed.value(Flag.QUEUE_TIME, text -> new QueueLimit.Time(DurationText.parse(text)));
            return with(Flag.QUEUE_TIME, base, limit, Impairment::withQueue);
        }
        return base;
    }

    private Impairment fates(Impairment base) throws UsageException {
        var result = base;
        if (typed.has(Flag.DUPLICATE) || typed.has(Flag.DUPLICATE_CORRELATION)) {
            result = with(Flag.DUPLICATE, result, duplication(base.duplication()), Impairment::withDuplication);
        }
        if (typed.has(Flag.CORRUPT) || typed.has(Flag.CORRUPT_CORRELATION) || typed.has(Flag.CORRUPT_BER)) {
            result = with(Flag.CORRUPT, result, corruption(base.corruption()), Impairment::withCorruption);
        }
        if (typed.has(Flag.ORDERING)) {
            result = with(
                    Flag.ORDERING,
                    result,
                    typed.value(Flag.ORDERING, ImpairmentFlags::ordering),
                    Impairment::withOrdering);
        }
        if (typed.has(Flag.REORDER) || typed.has(Flag.REORDER_GAP) || typed.has(Flag.REORDER_CORRELATION)) {
            result = with(Flag.REORDER, result, reordering(base.reordering()), Impairment::withReordering);
        }
        if (typed.has(Flag.SEED)) {
            var seed = typed.value(Flag.SEED, text -> new Seed(Typed.whole(text, "a number")));
            result = with(Flag.SEED, result, seed, Impairment::withSeed);
        }
        return result;
    }

    private Duplication duplication(Optional<Duplication> there) throws UsageException {
        var share = share(Flag.DUPLICATE, there.map(Duplication::share));
        return new Duplication(
                share,
                typed.correlation(
                        Flag.DUPLICATE_CORRELATION,
                        there.map(Duplication::correlation).orElse(Correlation.NONE)));
    }

    private Corruption corruption(Optional<Corruption> there) throws UsageException {
        refuseBoth(Flag.CORRUPT, Flag.CORRUPT_BER);
        refuseBoth(Flag.CORRUPT_CORRELATION, Flag.CORRUPT_BER);
        if (typed.has(Flag.CORRUPT_BER)) {
            return typed.value(
                    Flag.CORRUPT_BER,
                    text -> new Corruption.BitErrors(Typed.decimal(text, "a bit-error rate such as 1e-7")));
        }
        var before = there.filter(Corruption.Share.class::isInstance).map(Corruption.Share.class::cast);
        var share = share(Flag.CORRUPT, before.map(Corruption.Share::share));
        return new Corruption.Share(
                share,
                typed.correlation(
                        Flag.CORRUPT_CORRELATION,
                        before.map(Corruption.Share::correlation).orElse(Correlation.NONE)));
    }

    private Reordering reordering(Optional<Reordering> there) throws UsageException {
        var share = share(Flag.REORDER, there.map(Reordering::share));
        var correlation = typed.correlation(
                Flag.REORDER_CORRELATION, there.map(Reordering::correlation).orElse(Correlation.NONE));
        if (typed.has(Flag.REORDER_GAP)) {
            return typed.value(
                    Flag.REORDER_GAP,
                    text -> new Reordering(share, correlation, Typed.whole(text, "a number of packets")));
        }
        return new Reordering(share, correlation, there.map(Reordering::gap).orElse(1L));
    }

    private static Ordering ordering(String word) {
        return Arrays.stream(Ordering.values())
                .filter(ordering -> ordering.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be allow or preserve, was \"" + word + "\""));
    }

    /** A share that was typed, or else the one that is there. */
    private Probability share(Flag flag, Optional<Probability> there) throws UsageException {
        if (typed.has(flag)) {
            return typed.value(flag, Probability::parsePercent);
        }
        return there.orElseThrow(() -> {
            var alone = Arrays.stream(Flag.values())
                    .filter(each -> each.pointer().startsWith(flag.pointer() + "/") && typed.has(each))
                    .findFirst()
                    .orElse(flag);
            return new UsageException(alone.flag() + " needs " + flag.flag() + ": it says more about that share");
        });
    }

    private void refuseBoth(Flag one, Flag other) throws UsageException {
        if (typed.has(one) && typed.has(other)) {
            throw new UsageException("say " + typed.name(one) + " or " + typed.name(other) + ", not both");
        }
    }

    /** One of the {@code with} methods. */
    private interface With<T> {

        Impairment put(Impairment impairment, T part);
    }

    /** Parts may contradict each other, for example a reordering without a latency. */
    private <T> Impairment with(Flag flag, Impairment impairment, T part, With<T> with) throws UsageException {
        try {
            return with.put(impairment, part);
        } catch (InvalidFieldException e) {
            var message = flag == Flag.ORDERING ? "preserve contradicts the reordering that is there" : e.getMessage();
            throw new UsageException(typed.name(flag) + " " + message, e);
        }
    }
}
