package chaos.gogo.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Parts of command specifications. Values stay text: our own units parse them, so that a refusal names the flag. */
final class Specs {

    static final String SOCKET = "--socket";
    static final String JSON = "--json";
    static final String LOG = "--log";

    private static final String DIRECTION = "port1 or port2: the port that packets leave by";
    private static final List<String> DIRECTIONS = List.of("port1", "port2");

    private Specs() {}

    /**
     * A command with its help.
     *
     * @param description its first sentence is what lists of commands show
     */
    static CommandSpec command(Command command, String name, String description, String... examples) {
        var spec = CommandSpec.wrapWithoutInspection(command).name(name);
        int sentence = description.indexOf(". ") + 1;
        var summary = sentence == 0 ? description : description.substring(0, sentence);
        spec.usageMessage().header(summary);
        if (sentence != 0) {
            spec.usageMessage().description(description.substring(sentence + 1), "");
        }
        if (examples.length > 0) {
            var footer = new String[examples.length + 1];
            footer[0] = "%nExamples:";
            for (int i = 0; i < examples.length; i++) {
                footer[i + 1] = "  " + examples[i].replace("%", "%%");
            }
            spec.usageMessage().footer(footer);
        }
        return spec;
    }

    /** An option with a value. */
    static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** An option with one of a few values. */
    static OptionSpec choice(String name, String description, List<String> values) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(String.join("|", values))
                .description(description)
                .completionCandidates(values)
                .build();
    }

    /** An option without a value. */
    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .description(description)
                .build();
    }

    /** A parameter that must be there, with one of a few values. */
    static PositionalParamSpec parameter(String label, String description, List<String> values) {
        return positional(label, description, values).required(true).arity("1").build();
    }

    /** A parameter that may be there, with one of a few values. */
    static PositionalParamSpec optional(String label, String description, List<String> values) {
        return positional(label, description, values).arity("0..1").build();
    }

    private static PositionalParamSpec.Builder positional(String label, String description, List<String> values) {
        return PositionalParamSpec.builder()
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .completionCandidates(values)
                .index("0");
    }

    /** A parameter that must be there, and is any word. */
    static PositionalParamSpec word(int index, String label, String description) {
        return PositionalParamSpec.builder()
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .index(Integer.toString(index))
                .required(true)
                .arity("1")
                .build();
    }

    /** The direction. */
    static PositionalParamSpec direction() {
        return parameter("<direction>", DIRECTION, DIRECTIONS);
    }

    /** The direction, or both. */
    static PositionalParamSpec optionalDirection() {
        return optional("<direction>", DIRECTION + "; without one, both", DIRECTIONS);
    }

    /** What every command has. */
    static void addCommon(CommandSpec spec) {
        spec.addOption(
                option(SOCKET, "<path>", "the socket of the daemon; else CHAOS_SOCKET, else the standard place"));
        spec.addOption(flag(JSON, "print the documents of the API, one a line"));
        spec.addOption(choice(LOG, "log to the standard error", List.of("error", "warn", "info", "debug", "trace")));
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("print this help")
                .build());
        spec.usageMessage().abbreviateSynopsis(true).sortOptions(false);
    }
}
