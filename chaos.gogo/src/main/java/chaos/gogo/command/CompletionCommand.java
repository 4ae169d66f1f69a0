package chaos.gogo.command;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos completion}. */
final class CompletionCommand implements Command {

    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        this,
                        "completion",
                        "Print the completion script of a shell.",
                        "source <(chaos completion bash)",
                        "source <(chaos completion zsh)",
                        "chaos completion fish > ~/.config/fish/completions/chaos.fish")
                .addPositional(Specs.parameter("<shell>", "bash, zsh or fish", SHELLS));
    }

    @Override
    public int run(ParseResult typed, Context context) throws UsageException {
        var shell = typed.matchedPositionalValue(0, "");
        if (!SHELLS.contains(shell)) {
            throw new UsageException("<shell> must be bash, zsh or fish, was \"" + shell + "\"");
        }
        var root = CommandTree.of(List.of(), true);
        context.print(
                shell.equals("fish")
                        ? FishCompletion.of(root)
                        : List.of(AutoComplete.bash("chaos", new CommandLine(root))
                                .stripTrailing()));
        return Exit.OK;
    }
}
