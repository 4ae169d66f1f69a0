package chaos.gogo.command;

import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.gogo.text.ApplianceText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos system}. */
final class SystemCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Specs.command(
                this,
                "system",
                "Show the appliance: its links, ports, and what the live plane can do.",
                "chaos system",
                "chaos --json system");
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException {
        var system = context.daemon().system();
        context.answer(system, ApplianceText.system(system));
        return Exit.OK;
    }
}
