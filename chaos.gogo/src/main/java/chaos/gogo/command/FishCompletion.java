package chaos.gogo.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish, one line a thing that can be typed. */
final class FishCompletion {

    private final List<String> lines = new ArrayList<>();

    private FishCompletion() {}

    static List<String> of(CommandSpec root) {
        var script = new FishCompletion();
        script.lines.add("# Completion of chaos for fish; put it into ~/.config/fish/completions/chaos.fish");
        script.lines.add("complete -c chaos -f");
        script.options("", root);
        root.subcommands().forEach((name, command) -> script.command("__fish_use_subcommand", name, command));
        return List.copyOf(script.lines);
    }

    private void command(String condition, String name, CommandLine command) {
        var spec = command.getCommandSpec();
        var header = String.join(" ", spec.usageMessage().header());
        lines.add("complete -c chaos -n " + quoted(condition) + " -a " + name + " -d " + quoted(header));
        var here = "__fish_seen_subcommand_from " + name;
        spec.subcommands()
                .forEach((inner, each) -> command(
                        here + "; and not __fish_seen_subcommand_from "
                                + String.join(" ", spec.subcommands().keySet()),
                        inner,
                        each));
        if (spec.subcommands().isEmpty()) {
            spec.positionalParameters().forEach(parameter -> words(here, parameter));
            options(here, spec);
        }
    }

    private void words(String condition, ArgSpec parameter) {
        var words = candidates(parameter);
        if (!words.isEmpty()) {
            lines.add("complete -c chaos -n " + quoted(condition) + " -a " + quoted(words) + " -d "
                    + quoted(parameter.paramLabel()));
        }
    }

    private void options(String condition, CommandSpec spec) {
        var everywhere = spec.root().optionsMap().keySet();
        for (var option : spec.options()) {
            if (!condition.isEmpty() && everywhere.contains(option.longestName())) {
                continue;
            }
            var line = new StringBuilder("complete -c chaos");
            if (!condition.isEmpty()) {
                line.append(" -n ").append(quoted(condition));
            }
            names(option, line);
            if (option.arity().max() > 0) {
                line.append(option.paramLabel().equals("<path>") ? " -r -F" : " -x");
                var words = candidates(option);
                line.append(words.isEmpty() ? "" : " -a " + quoted(words));
            }
            lines.add(line.append(" -d ")
                    .append(quoted(String.join(" ", option.description())))
                    .toString());
        }
    }

    private static void names(OptionSpec option, StringBuilder line) {
        for (var name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
    }

    private static String candidates(ArgSpec argument) {
        var words = new ArrayList<String>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(words::add);
        }
        return words.stream().collect(Collectors.joining(" "));
    }

    /** In single quotes only these two mean anything to fish. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
