package chaos.gogo.command;

import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.gogo.text.DistributionsText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos distributions}. */
final class DistributionsCommand implements Command {

    private static final String DELETE = "--delete";

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        this,
                        "distributions",
                        "Show the tables of latencies that have a name, or delete one. What is programmed goes on with"
                                + " its table, also when that is replaced or deleted.",
                        "chaos distributions",
                        "chaos distributions --delete wifi",
                        "chaos set port1 --latency 40ms --jitter 5ms --distribution wifi")
                .addOption(Specs.option(DELETE, "<name>", "delete this table"));
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        if (typed.hasMatchedOption(DELETE)) {
            var table = TableName.of(DELETE, typed.matchedOptionValue(DELETE, ""));
            var deleted = context.daemon().deleteDistribution(table);
            context.answer(deleted, DistributionsText.deleted(deleted));
        } else {
            var tables = context.daemon().distributions();
            context.answer(tables, DistributionsText.lines(tables));
        }
        return Exit.OK;
    }
}
