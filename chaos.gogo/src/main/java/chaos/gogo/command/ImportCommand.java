package chaos.gogo.command;

import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.distribution.LatencyTable;
import chaos.engine.fit.LatencyFit;
import chaos.gogo.text.DistributionsText;
import chaos.json.TableEntriesJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos import}. */
final class ImportCommand implements Command {

    private static final String FORMAT = "--format";
    private static final String DIST = "dist";
    private static final String CSV = "csv";

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        this,
                        "import",
                        "Make a table of latencies of a file. A .dist file of iproute2's is taken as it is; of"
                                + " recorded one-way delays in milliseconds (a .csv file: one a line, or the time in"
                                + " seconds, a comma and the delay or the word lost) the distribution is, and their"
                                + " mean and jitter are said.",
                        "chaos import wifi wifi.dist",
                        "chaos import wifi delays.csv",
                        "chaos import wifi - --format csv < delays")
                .addPositional(Specs.word(0, "<name>", "of the table: 1 to 64 of a-z, 0-9, _ and -"))
                .addPositional(Specs.word(1, "<file>", "the file; - is the standard input"))
                .addOption(Specs.choice(
                        FORMAT, "what the file is; without it, what its name ends with", List.of(DIST, CSV)));
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        var table = TableName.fresh("<name>", typed.matchedPositionalValue(0, ""));
        var file = new InputFile(
                typed.matchedPositionalValue(1, ""), context.surroundings().in());
        var fit = format(typed, file.name()).equals(CSV)
                ? Optional.of(file.latency(file.conditions()))
                : Optional.<LatencyFit>empty();
        var entries = fit.isPresent() ? fit.get().table() : file.table();
        var stored = context.daemon().storeDistribution(table, json(entries));
        context.answer(
                stored,
                DistributionsText.stored(stored, fit.map(LatencyFit::meanNanos), fit.map(LatencyFit::jitterNanos)));
        return Exit.OK;
    }

    private static String format(ParseResult typed, String file) throws UsageException {
        var format = typed.matchedOptionValue(FORMAT, file.substring(file.lastIndexOf('.') + 1));
        if (!format.equals(DIST) && !format.equals(CSV)) {
            throw new UsageException(
                    typed.hasMatchedOption(FORMAT)
                            ? FORMAT + " must be dist or csv, was \"" + format + "\""
                            : file + " ends with neither .dist nor .csv; say " + FORMAT + " dist or " + FORMAT
                                    + " csv");
        }
        return format;
    }

    static TableEntriesJson json(LatencyTable table) {
        return TableEntriesJson.of(
                IntStream.range(0, table.size()).map(table::at).boxed().toList());
    }
}
