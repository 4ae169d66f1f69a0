package chaos.gogo.command;

import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.gogo.text.ApplianceText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos planes}. */
final class PlanesCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Specs.command(
                this, "planes", "Show the planes that are present, and which one is live.", "chaos planes");
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException {
        var planes = context.daemon().planes();
        context.answer(planes, ApplianceText.planes(planes));
        return Exit.OK;
    }
}
