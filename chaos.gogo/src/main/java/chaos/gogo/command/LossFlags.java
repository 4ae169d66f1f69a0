package chaos.gogo.command;

import chaos.api.impairment.InvalidFieldException;
import chaos.api.impairment.LossModel;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A loss model from its flags: by a share, by two states or by four. */
record LossFlags(Typed typed) {

    private static final List<Flag> SHARE = List.of(Flag.LOSS, Flag.LOSS_BURST, Flag.LOSS_CORRELATION);
    private static final List<Flag> TWO_STATES = List.of(Flag.LOSS_P, Flag.LOSS_R, Flag.LOSS_IN_BAD, Flag.LOSS_IN_GOOD);
    private static final List<Flag> FOUR_STATES =
            List.of(Flag.LOSS_P13, Flag.LOSS_P31, Flag.LOSS_P32, Flag.LOSS_P23, Flag.LOSS_P14);

    boolean any() {
        return !firstOfEach().isEmpty();
    }

    /** The first flag that was typed of each model. */
    private List<Flag> firstOfEach() {
        var first = new ArrayList<Flag>();
        for (var model : List.of(SHARE, TWO_STATES, FOUR_STATES)) {
            model.stream().filter(typed::has).findFirst().ifPresent(first::add);
        }
        return first;
    }

    /** The model; what was not typed of the same model stays as it is. */
    LossModel onto(Optional<LossModel> there) throws UsageException {
        var models = firstOfEach();
        if (models.size() > 1) {
            throw new UsageException("say " + typed.name(models.get(0)) + " or " + typed.name(models.get(1))
                    + ", not both: they are of different models of loss");
        }
        if (SHARE.contains(models.get(0))) {
            return share(there);
        }
        return TWO_STATES.contains(models.get(0)) ? twoStates(there) : fourStates(there);
    }

    private LossModel share(Optional<LossModel> there) throws UsageException {
        var before = there.filter(LossModel.Bernoulli.class::isInstance).map(LossModel.Bernoulli.class::cast);
        if (typed.has(Flag.LOSS_BURST)) {
            return bursts();
        }
        if (!typed.has(Flag.LOSS) && before.isEmpty()) {
            throw new UsageException(
                    typed.name(Flag.LOSS_CORRELATION) + " needs --loss: it says how the losses come together");
        }
        var share = typed.has(Flag.LOSS)
                ? typed.value(Flag.LOSS, Probability::parsePercent)
                : before.orElseThrow().loss();
        var correlation = typed.correlation(
                Flag.LOSS_CORRELATION,
                before.map(LossModel.Bernoulli::correlation).orElse(Correlation.NONE));
        return new LossModel.Bernoulli(share, correlation);
    }

    /** Bursts that last B packets on average end with r = 1 / B, and lose L in the long run with p = L r / (1 - L). */
    private LossModel bursts() throws UsageException {
        if (!typed.has(Flag.LOSS)) {
            throw new UsageException("--loss-burst needs --loss: it says how the losses come together");
        }
        if (typed.has(Flag.LOSS_CORRELATION)) {
            throw new UsageException(
                    "say --loss-burst or --loss-correlation, not both: each says how the losses come together");
        }
        var share = typed.value(Flag.LOSS, Probability::parsePercent);
        double r = 1 / typed.value(Flag.LOSS_BURST, LossFlags::burstLength);
        double p = share.fraction() * r / (1 - share.fraction());
        if (!(p <= 1)) {
            throw new UsageException("--loss-burst must be at least "
                    + String.format(Locale.ROOT, "%.3g", share.fraction() / (1 - share.fraction()))
                    + " to lose that share, which must be below 100 %");
        }
        return new LossModel.GilbertElliott(
                Probability.ofFraction(p), Probability.ofFraction(r), Probability.ALWAYS, Probability.NEVER);
    }

    private static double burstLength(String text) {
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || Double.parseDouble(text) < 1) {
            throw new IllegalArgumentException("must be a number of packets of 1 or more, was \"" + text + "\"");
        }
        return Double.parseDouble(text);
    }

    private LossModel twoStates(Optional<LossModel> there) throws UsageException {
        var before = there.filter(LossModel.GilbertElliott.class::isInstance).map(LossModel.GilbertElliott.class::cast);
        return new LossModel.GilbertElliott(
                chance(Flag.LOSS_P, before.map(LossModel.GilbertElliott::p)),
                chance(Flag.LOSS_R, before.map(LossModel.GilbertElliott::r)),
                chance(
                        Flag.LOSS_IN_BAD,
                        before.map(LossModel.GilbertElliott::lossInBad).or(() -> Optional.of(Probability.ALWAYS))),
                chance(
                        Flag.LOSS_IN_GOOD,
                        before.map(LossModel.GilbertElliott::lossInGood).or(() -> Optional.of(Probability.NEVER))));
    }

    private LossModel fourStates(Optional<LossModel> there) throws UsageException {
        var before = there.filter(LossModel.FourState.class::isInstance).map(LossModel.FourState.class::cast);
        var p13 = chance(Flag.LOSS_P13, before.map(LossModel.FourState::p13));
        var p31 = chance(Flag.LOSS_P31, before.map(LossModel.FourState::p31));
        var p32 = chance(Flag.LOSS_P32, before.map(LossModel.FourState::p32));
        var p23 = chance(Flag.LOSS_P23, before.map(LossModel.FourState::p23));
        var p14 = chance(Flag.LOSS_P14, before.map(LossModel.FourState::p14));
        try {
            return new LossModel.FourState(p13, p31, p32, p23, p14);
        } catch (InvalidFieldException e) {
            throw new UsageException(typed.nameOf(e.field()).orElse(e.field()) + ": " + e.getMessage(), e);
        }
    }

    /** A chance that was typed, or else the one that is there. */
    private Probability chance(Flag flag, Optional<Probability> there) throws UsageException {
        if (typed.has(flag)) {
            return typed.value(flag, Probability::parsePercent);
        }
        var first = firstOfEach().get(0);
        return there.orElseThrow(() -> new UsageException(
                typed.name(first) + " needs " + flag.flag() + ": the model has no meaning without it"));
    }
}
