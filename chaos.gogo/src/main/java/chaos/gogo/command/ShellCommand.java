package chaos.gogo.command;

import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.gogo.shell.RemoteConsole;
import chaos.gogo.shell.Shell;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos shell}. */
final class ShellCommand implements Command {

    private static final String CONSOLE = "--console";

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        this,
                        "shell",
                        "Type commands one after the other, with history and completion. exit ends it; without a"
                                + " terminal the lines of the standard input are run.",
                        "chaos shell",
                        "chaos shell --console       the daemon's own console, with lb, start and stop of its bundles",
                        "printf 'get port1\\\\nstats\\\\n' | chaos shell")
                .addOption(Specs.flag(CONSOLE, "the daemon's own console, which only its owner may open"));
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException {
        if (typed.hasMatchedOption(CONSOLE)) {
            new RemoteConsole(context.reached().socket().orElseThrow()).run(context.surroundings());
            return Exit.OK;
        }
        context.daemon().system(); // says at once where no daemon answers
        return new Shell(context.surroundings(), context.reached()).run();
    }
}
