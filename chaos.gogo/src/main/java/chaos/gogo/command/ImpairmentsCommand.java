package chaos.gogo.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos impairments}: the long way to get, set and clear. */
final class ImpairmentsCommand implements Command {

    @Override
    public CommandSpec spec() {
        var spec = Specs.command(
                this,
                "impairments",
                "Read, apply and clear what is done to a direction.",
                "chaos impairments get port1",
                "chaos impairments set port1 --latency 40ms",
                "chaos impairments clear port1");
        CommandTree.add(spec, new GetCommand());
        CommandTree.add(spec, new SetCommand());
        CommandTree.add(spec, new ClearCommand());
        return spec;
    }

    @Override
    public int run(ParseResult typed, Context context) throws UsageException {
        throw new UsageException("say which: get, set or clear");
    }
}
