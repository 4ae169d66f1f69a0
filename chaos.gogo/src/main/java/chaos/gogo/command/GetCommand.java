package chaos.gogo.command;

import chaos.client.RefusedException;
import chaos.client.Target;
import chaos.client.UnreachableException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos get}. */
final class GetCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        this,
                        "get",
                        "Show what is done to a direction, read back from the plane. What was changed behind the"
                                + " appliance's back is shown as diverged, with exit code 4.",
                        "chaos get port1",
                        "chaos --json get port2")
                .addPositional(Specs.direction());
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        var target = Target.of(Context.direction(typed));
        return new StateAnswer(context, target).of(daemon -> daemon.read(target).outcome(), outcome -> List.of());
    }
}
