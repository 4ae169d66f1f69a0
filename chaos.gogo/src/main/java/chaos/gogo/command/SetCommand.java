package chaos.gogo.command;

import chaos.api.impairment.Impairment;
import chaos.client.RefusedException;
import chaos.client.Target;
import chaos.client.UnreachableException;
import chaos.gogo.text.ImpairmentText;
import chaos.gogo.text.OutcomeText;
import chaos.json.ImpairmentJson;
import chaos.json.OutcomeJson;
import chaos.json.RefusalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos set}. */
final class SetCommand implements Command {

    private static final String MERGE = "--merge";

    @Override
    public CommandSpec spec() {
        var spec = Specs.command(
                        this,
                        "set",
                        "Impair a direction. What is set becomes its whole state: what was there and is not named is"
                                + " dropped, and said to be.",
                        "chaos set port1 --latency 40ms --loss 1%",
                        "chaos set port1 --merge --rate 25mbit       keep the rest",
                        "chaos set port2 --latency 40ms --jitter 5ms --distribution normal",
                        "chaos set port1 --file wan.json             the document of the API",
                        "chaos --json get port1 | jq .impairment | chaos set port2 --file -")
                .addPositional(Specs.direction());
        for (var flag : Flag.values()) {
            flag.options().forEach(spec::addOption);
        }
        return spec.addOption(
                        Specs.option(Wanted.FILE, "<path>", "the JSON document; - reads it from the standard input"))
                .addOption(Specs.flag(MERGE, "keep what is not named; refused if somebody else changes it meanwhile"));
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        var target = Target.of(Context.direction(typed));
        var flags = new Typed(typed);
        var wanted = Wanted.of(typed, flags, context.surroundings().in());
        boolean merge = typed.hasMatchedOption(MERGE);
        // What is wrong in itself is refused before anybody is asked.
        var alone = merge ? Impairment.NONE : wanted.onto(Impairment.NONE);
        var before = context.daemon().read(target);
        if (merge && !before.outcome().divergences().isEmpty()) {
            // What somebody else made of it would become what is wanted, without a word.
            throw RefusedException.because(
                    target.direction() + " holds something else than what was set (chaos get " + target.direction()
                            + " shows what), and " + MERGE + " would keep that; set it anew without " + MERGE);
        }
        var there = Wished.of(before.outcome().impairment().impairment(), context.daemon(), target);
        var state = merge ? wanted.onto(there) : alone;
        var document = ImpairmentJson.of(state);
        var tag = merge ? Optional.of(before.tag()) : Optional.<String>empty();
        try {
            return new StateAnswer(context, target)
                    .of(daemon -> daemon.apply(target, document, tag).outcome(), after -> said(after, there, state));
        } catch (RefusedException e) {
            throw flags.hasAny() ? named(e, flags) : e;
        }
    }

    private static List<String> said(OutcomeJson after, Impairment there, Impairment state) {
        var lines = new ArrayList<String>();
        lines.add(OutcomeText.transition(after));
        var gone = ImpairmentText.parts(there);
        gone.keySet().removeAll(ImpairmentText.parts(state).keySet());
        gone.forEach((part, text) -> lines.add("dropped " + part + " " + text + " (" + MERGE + " keeps it)"));
        return lines;
    }

    /** The refusal with the flags that were typed in place of the fields of the document. */
    private static RefusedException named(RefusedException refusal, Typed flags) {
        return new RefusedException(
                refusal.getMessage(),
                refusal.field().map(field -> flags.nameOf(field).orElse(field)),
                refusal.refusals().stream()
                        .map(each -> new RefusalJson(
                                flags.nameOf(each.field()).orElse(each.field()), each.reason(), each.detail()))
                        .toList(),
                refusal.outcome());
    }
}
