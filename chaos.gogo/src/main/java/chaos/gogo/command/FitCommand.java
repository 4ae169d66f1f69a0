package chaos.gogo.command;

import chaos.api.impairment.Distribution;
import chaos.api.unit.DurationText;
import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.engine.fit.Conditions;
import chaos.engine.fit.LatencyFit;
import chaos.engine.fit.LossFit;
import chaos.gogo.text.FitText;
import chaos.json.FitJson;
import chaos.json.LatencyFitJson;
import chaos.json.LossFitJson;
import chaos.json.TableJson;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos fit}. */
final class FitCommand implements Command {

    private static final String SAVE = "--save";
    private static final String NAME = "recorded";

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        this,
                        "fit",
                        "Show what recorded conditions are like: loss in bursts, latency, and how well they fit. A line"
                                + " of the file has the time in seconds at which a packet was sent, a comma, and its"
                                + " one-way delay in milliseconds or the word lost.",
                        "chaos fit recording.csv",
                        "chaos fit recording.csv --save wifi   keep the table of the latency")
                .addPositional(Specs.word(0, "<file>", "the file; - is the standard input"))
                .addOption(Specs.option(SAVE, "<name>", "store the table of the latency under this name"));
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        var saving = typed.hasMatchedOption(SAVE)
                ? Optional.of(TableName.fresh(SAVE, typed.matchedOptionValue(SAVE, "")))
                : Optional.<Distribution.Table>empty();
        var file = new InputFile(
                typed.matchedPositionalValue(0, ""), context.surroundings().in());
        var conditions = file.conditions();
        var latency = file.latency(conditions);
        var loss = loss(conditions);
        Optional<TableJson> saved = saving.isPresent()
                ? Optional.of(context.daemon().storeDistribution(saving.get(), ImportCommand.json(latency.table())))
                : Optional.empty();
        var fit = new FitJson(
                conditions.size(),
                conditions.size() - conditions.delays().length,
                loss,
                new LatencyFitJson(
                        latency.meanNanos(),
                        latency.jitterNanos(),
                        100.0 * latency.clipped() / latency.table().size(),
                        latency.distance()),
                saved,
                command(loss, latency, saved.map(TableJson::name).orElse(NAME)));
        context.answer(fit, FitText.lines(fit, file.name(), NAME));
        return Exit.OK;
    }

    /** Nothing where no packet was lost. */
    private static Optional<LossFitJson> loss(Conditions conditions) {
        if (conditions.delays().length == conditions.size()) {
            return Optional.empty();
        }
        var fit = LossFit.of(conditions);
        double r = fit.model().r().fraction();
        return Optional.of(new LossFitJson(
                fit.model().p().fraction(),
                r,
                100 * fit.loss(),
                fit.bursts(),
                fit.loss() * conditions.size() / fit.bursts(),
                fit.distance(),
                fit.bound(),
                fit.distance() <= fit.bound()));
    }

    private static String command(Optional<LossFitJson> loss, LatencyFit latency, String table) {
        var words = new StringBuilder("chaos set port1 --latency ").append(time(latency.meanNanos()));
        if (latency.jitterNanos() > 0) {
            words.append(" --jitter ")
                    .append(time(latency.jitterNanos()))
                    .append(" --distribution ")
                    .append(table);
        }
        loss.ifPresent(fit -> words.append(
                String.format(Locale.ROOT, " --loss %.7f%% --loss-burst %.6f", fit.pct(), fit.burstLength())));
        return words.toString();
    }

    private static String time(long nanos) {
        return DurationText.print(Duration.ofNanos(nanos));
    }
}
