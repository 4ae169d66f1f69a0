package chaos.gogo.command;

import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.json.RefusalJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line: the same words give the same bytes wherever they are typed. */
public final class Commands {

    private final Surroundings surroundings;

    /** Commands in these surroundings. */
    public Commands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Runs a command.
     *
     * @param words the command and its arguments
     * @return the exit code
     */
    public int run(List<String> words) {
        var line = line(words);
        try {
            return line.execute(words.toArray(String[]::new));
        } finally {
            surroundings.out().flush();
            surroundings.err().flush();
        }
    }

    private CommandLine line(List<String> words) {
        var terminal = surroundings.place().isTerminal();
        return new CommandLine(CommandTree.of(words, terminal))
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setExpandAtFiles(false)
                .setUnmatchedOptionsArePositionalParams(false)
                .setParameterExceptionHandler((refusal, typed) -> refuse(refusal))
                .setExecutionStrategy(this::execute);
    }

    private int execute(ParseResult root) {
        var help = CommandLine.executeHelpRequest(root);
        if (help != null) {
            return help;
        }
        var leaf = root;
        while (leaf.hasSubcommand()) {
            leaf = leaf.subcommand();
        }
        if (!(leaf.commandSpec().userObject() instanceof Command command)) {
            return usage(leaf.commandSpec().commandLine(), "say what to do");
        }
        return run(command, root, leaf);
    }

    private int run(Command command, ParseResult root, ParseResult leaf) {
        var socket = common(root, Specs.SOCKET);
        var log = common(root, Specs.LOG);
        var json = common(root, Specs.JSON).isPresent();
        try (var reached = surroundings.place().reach(socket, log)) {
            return command.run(leaf, new Context(surroundings, reached, json));
        } catch (UsageException | IllegalArgumentException e) {
            return usage(leaf.commandSpec().commandLine(), e.getMessage());
        } catch (RefusedException e) {
            return refused(e);
        } catch (UnreachableException e) {
            say(e.getMessage());
            return Exit.UNREACHABLE;
        }
    }

    /** The value of an option that every command has; it may stand before or after the command. */
    private static Optional<String> common(ParseResult root, String name) {
        return root.asCommandLineList().stream()
                .map(CommandLine::getParseResult)
                .filter(result -> result.hasMatchedOption(name))
                .map(result -> String.valueOf(result.<Object>matchedOptionValue(name, "")))
                .reduce((outer, inner) -> inner);
    }

    private int refused(RefusedException refusal) {
        var fields = refusal.refusals();
        if (fields.size() <= 1) {
            var field = refusal.field().filter(pointer -> !pointer.isEmpty());
            say(field.map(pointer -> pointer + ": ").orElse("") + refusal.getMessage());
            fields.stream()
                    .map(RefusalJson::detail)
                    .filter(detail -> !detail.equals(refusal.getMessage()))
                    .forEach(detail -> surroundings.err().print("  " + detail + "\n"));
        } else {
            say(refusal.getMessage());
            fields.forEach(field -> surroundings.err().print("  " + field.field() + ": " + field.detail() + "\n"));
        }
        return Exit.REFUSED;
    }

    private int refuse(ParameterException refusal) {
        var text = refusal.getMessage();
        if (refusal instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            text = "there is no " + unmatched.getUnmatched().get(0);
            var similar = unmatched.getSuggestions();
            text += similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
        }
        if (refusal instanceof MissingParameterException missing) {
            text = missing.getMissing().stream().map(Commands::missing).collect(Collectors.joining("; "));
        }
        return usage(refusal.getCommandLine(), text);
    }

    private static String missing(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + " needs a value: " + option.paramLabel()
                : argument.paramLabel() + " is missing";
    }

    private int usage(CommandLine line, String why) {
        say(why);
        surroundings.err().print("try: " + line.getCommandSpec().qualifiedName() + " --help\n");
        return Exit.USAGE;
    }

    private void say(String text) {
        surroundings.err().print("chaos: " + text + "\n");
    }
}
