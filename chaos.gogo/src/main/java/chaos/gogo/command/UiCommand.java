package chaos.gogo.command;

import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.gogo.ui.UiServer;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos ui}. */
final class UiCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Specs.command(
                this,
                "ui",
                "Let a browser on this machine use the API. Prints an address with a token that is good for once;"
                        + " whoever opens it first may use the appliance until Ctrl-C.",
                "chaos ui");
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        context.daemon().system(); // fails here rather than in the browser
        try (var server = UiServer.open(context.reached().socket().orElseThrow())) {
            context.print(List.of(server.address()));
            context.surroundings().out().flush();
            server.serve();
            return Exit.OK;
        } catch (IOException e) {
            throw RefusedException.because("cannot listen on the loopback interface: " + e.getMessage());
        }
    }
}
