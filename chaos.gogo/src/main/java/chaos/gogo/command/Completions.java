package chaos.gogo.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What may be typed next. */
public final class Completions {

    private Completions() {}

    /**
     * The words that may follow.
     *
     * @param before the words that are typed already
     * @param begun what is typed of the next one
     */
    public static List<String> after(List<String> before, String begun) {
        var spec = CommandTree.of(List.of(), false);
        var open = Optional.<OptionSpec>empty();
        int positionals = 0;
        for (var word : before) {
            var option = spec.optionsMap().get(word);
            if (open.isPresent()) {
                open = Optional.empty();
            } else if (option != null) {
                open = Optional.of(option).filter(o -> o.arity().max() > 0);
            } else if (spec.subcommands().containsKey(word)) {
                spec = spec.subcommands().get(word).getCommandSpec();
            } else {
                positionals++;
            }
        }
        var all = open.isPresent() ? values(open.get()) : next(spec, positionals);
        return all.stream().filter(word -> word.startsWith(begun)).toList();
    }

    private static List<String> next(CommandSpec spec, int positionals) {
        var words = new ArrayList<>(spec.subcommands().keySet());
        spec.positionalParameters().stream().skip(positionals).findFirst().ifPresent(p -> words.addAll(values(p)));
        words.addAll(spec.optionsMap().keySet());
        return words;
    }

    private static List<String> values(ArgSpec argument) {
        var values = new ArrayList<String>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(values::add);
        }
        return values;
    }
}
