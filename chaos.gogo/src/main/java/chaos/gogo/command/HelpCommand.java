package chaos.gogo.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos help}. */
final class HelpCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Specs.command(this, "help", "Print the help of a command.", "chaos help set")
                .addPositional(
                        Specs.optional("<command>", "the command; without one, all are listed", CommandTree.names()));
    }

    @Override
    public int run(ParseResult typed, Context context) throws UsageException {
        var root = typed.commandSpec().parent().commandLine();
        var name = typed.matchedPositionalValue(0, "");
        var command = name.isEmpty() ? root : root.getSubcommands().get(name);
        if (command == null) {
            throw new UsageException("there is no " + name + "; there are "
                    + String.join(", ", root.getSubcommands().keySet()));
        }
        context.print(List.of(help(command).stripTrailing()));
        return Exit.OK;
    }

    private static String help(CommandLine command) {
        return command.getUsageMessage(Ansi.OFF);
    }
}
