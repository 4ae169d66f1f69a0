package chaos.gogo.command;

import chaos.api.impairment.Impairment;
import chaos.gogo.client.RefusedException;
import chaos.gogo.client.Target;
import chaos.gogo.client.UnreachableException;
import chaos.gogo.text.ImpairmentText;
import chaos.gogo.text.OutcomeText;
import chaos.json.ImpairmentJson;
import chaos.json.MalformedJsonException;
import chaos.json.OutcomeJson;
import chaos.json.RefusalJson;
import chaos.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos set}. */
final class SetCommand implements Command {

    private static final String FILE = "--file";
    private static final String MERGE = "--merge";
    private static final int MAX_DOCUMENT = 64 * 1024;

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
        return spec.addOption(Specs.option(FILE, "<path>", "the JSON document; - reads it from the standard input"))
                .addOption(Specs.flag(MERGE, "keep what is not named; refused if somebody else changes it meanwhile"));
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        var target = Target.of(Context.direction(typed));
        var flags = new Typed(typed);
        var wanted = wanted(typed, flags, context.surroundings().in());
        boolean merge = typed.hasMatchedOption(MERGE);
        // What is wrong in itself is refused before anybody is asked.
        var alone = merge ? Impairment.NONE : wanted.onto(Impairment.NONE);
        var before = context.daemon().read(target);
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

    /** Makes the state of what is there. */
    private interface Wanted {

        Impairment onto(Impairment there) throws UsageException;
    }

    private static Wanted wanted(ParseResult typed, Typed flags, InputStream in) throws UsageException {
        flags.refuseBothForms();
        if (!typed.hasMatchedOption(FILE)) {
            if (!flags.hasAny()) {
                throw new UsageException("say what to set, for example --latency 40ms; to set nothing, use clear");
            }
            return new ImpairmentFlags(flags)::onto;
        }
        if (flags.hasAny()) {
            throw new UsageException(FILE + " holds the whole document; leave the other flags out");
        }
        var document = document(typed.matchedOptionValue(FILE, ""), in);
        return there -> merged(document, there);
    }

    private static ImpairmentJson document(String file, InputStream in) throws UsageException {
        try {
            var document = StrictJson.read(bytes(file, in), ImpairmentJson.class);
            document.impairment();
            return document;
        } catch (MalformedJsonException e) {
            throw new UsageException(FILE + " " + file + ": " + e.getMessage(), e);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(FILE + " " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(String file, InputStream in) throws IOException {
        if (file.equals("-")) {
            return in.readNBytes(MAX_DOCUMENT + 1);
        }
        try (var stream = Files.newInputStream(Path.of(file))) {
            return stream.readNBytes(MAX_DOCUMENT + 1);
        }
    }

    private static Impairment merged(ImpairmentJson document, Impairment base) throws UsageException {
        var kept = ImpairmentJson.of(base);
        try {
            return new ImpairmentJson(
                            document.latency().or(kept::latency),
                            document.loss().or(kept::loss),
                            document.duplication().or(kept::duplication),
                            document.reordering().or(kept::reordering),
                            document.corruption().or(kept::corruption),
                            document.rate().or(kept::rate),
                            document.queue().or(kept::queue),
                            document.ordering().or(kept::ordering),
                            document.seed().or(kept::seed))
                    .impairment();
        } catch (MalformedJsonException e) {
            throw new UsageException(FILE + " with what is there: " + e.getMessage(), e);
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
