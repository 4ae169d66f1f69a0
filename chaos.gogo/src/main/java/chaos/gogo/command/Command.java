package chaos.gogo.command;

import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command: what it takes, and what it does. */
interface Command {

    /** Its options, parameters and help; the caller adds what every command has. */
    CommandSpec spec();

    /**
     * Does it.
     *
     * @return the exit code
     * @throws UsageException if what was typed cannot be meant
     */
    int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException;
}
