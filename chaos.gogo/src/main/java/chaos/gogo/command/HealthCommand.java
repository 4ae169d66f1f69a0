package chaos.gogo.command;

import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.gogo.text.ApplianceText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos health}. */
final class HealthCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Specs.command(
                this,
                "health",
                "Show how the appliance is; the exit code is 1 if something does not work.",
                "chaos health");
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException {
        var health = context.daemon().health();
        context.answer(health, ApplianceText.health(health));
        return health.status().equals("critical") ? Exit.REFUSED : Exit.OK;
    }
}
