package chaos.gogo.command;

import chaos.client.RefusedException;
import chaos.client.Target;
import chaos.client.UnreachableException;
import chaos.gogo.text.OutcomeText;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos clear}. */
final class ClearCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Specs.command(this, "clear", "Let the packets of a direction pass untouched.", "chaos clear port1")
                .addPositional(Specs.direction());
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        var target = Target.of(Context.direction(typed));
        return new StateAnswer(context, target)
                .of(daemon -> daemon.clear(target).outcome(), outcome -> List.of(OutcomeText.transition(outcome)));
    }
}
