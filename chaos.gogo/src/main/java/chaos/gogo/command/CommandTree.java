package chaos.gogo.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** Which commands there are. Each is made only when it is wanted: a command line is parsed once and has one. */
final class CommandTree {

    private static final Map<String, Supplier<Command>> EVERYWHERE = new LinkedHashMap<>();
    private static final Map<String, Supplier<Command>> TERMINAL = new LinkedHashMap<>();

    static {
        EVERYWHERE.put("system", SystemCommand::new);
        EVERYWHERE.put("get", GetCommand::new);
        EVERYWHERE.put("set", SetCommand::new);
        EVERYWHERE.put("clear", ClearCommand::new);
        EVERYWHERE.put("impairments", ImpairmentsCommand::new);
        EVERYWHERE.put("preview", PreviewCommand::new);
        EVERYWHERE.put("stats", StatsCommand::new);
        EVERYWHERE.put("planes", PlanesCommand::new);
        EVERYWHERE.put("use", UseCommand::new);
        EVERYWHERE.put("distributions", DistributionsCommand::new);
        EVERYWHERE.put("import", ImportCommand::new);
        EVERYWHERE.put("fit", FitCommand::new);
        EVERYWHERE.put("calibrate", CalibrateCommand::new);
        EVERYWHERE.put("health", HealthCommand::new);
        EVERYWHERE.put("help", HelpCommand::new);
        TERMINAL.put("ui", UiCommand::new);
        TERMINAL.put("shell", ShellCommand::new);
        TERMINAL.put("completion", CompletionCommand::new);
    }

    private CommandTree() {}

    /** The names of the commands that are everywhere. */
    static List<String> names() {
        return List.copyOf(EVERYWHERE.keySet());
    }

    /**
     * The tree with the one command that is typed, or, where it cannot be told, with all.
     *
     * @param terminal with the commands that only a terminal has
     */
    static CommandSpec of(List<String> words, boolean terminal) {
        var root = CommandSpec.wrapWithoutInspection(new Object()).name("chaos");
        root.usageMessage()
                .description("Makes a network link worse on purpose, and proves what it did.")
                .footer(
                        "%nExamples:",
                        "  chaos system",
                        "  chaos set port1 --latency 40ms --loss 1%%",
                        "  chaos get port1",
                        "  chaos clear port1",
                        "%nExit codes: 0 done, 1 refused or failed, 2 usage, 3 no daemon answers, 4 diverged.");
        Specs.addCommon(root);
        var all = new LinkedHashMap<>(EVERYWHERE);
        if (terminal) {
            all.putAll(TERMINAL);
        }
        var only = typed(words).filter(all::containsKey).filter(name -> !name.equals("help"));
        if (only.isPresent()) {
            add(root, all.get(only.get()).get());
        } else {
            all.values().forEach(command -> add(root, command.get()));
        }
        return root;
    }

    /** Adds a command with what every command has. */
    static void add(CommandSpec parent, Command command) {
        var spec = command.spec();
        Specs.addCommon(spec);
        parent.addSubcommand(spec.name(), spec);
    }

    /** The first word that is neither an option nor the value of one. */
    private static Optional<String> typed(List<String> words) {
        var valued = Set.of(Specs.SOCKET, Specs.LOG);
        for (int i = 0; i < words.size(); i++) {
            if (valued.contains(words.get(i))) {
                i++;
            } else if (!words.get(i).startsWith("-")) {
                return Optional.of(words.get(i));
            }
        }
        return Optional.empty();
    }
}
