package chaos.gogo.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** The flags that say what is done to a direction, each with the field of the document that it stands for. */
enum Flag {
    LATENCY(
            "--latency",
            "--latency-ms",
            "ms",
            "/latency",
            "<40ms>",
            "time added to each packet, one way (ns, us, ms, s)"),
    JITTER("--jitter", "--jitter-ms", "ms", "/latency/jitter", "<5ms>", "spread of the latency; needs --latency"),
    DISTRIBUTION(
            "--distribution",
            "",
            "",
            "/latency/distribution",
            "",
            "shape of the jitter, or the name of a table (chaos distributions); needs --jitter"),
    LOSS("--loss", "--loss-pct", "%", "/loss", "<1%>", "share of the packets that get lost"),
    LOSS_BURST(
            "--loss-burst",
            "",
            "",
            "/loss/r",
            "<3>",
            "mean length in packets of a burst of losses (Gilbert-Elliott); needs --loss"),
    RATE("--rate", "--rate-mbps", "mbit", "/rate", "<25mbit>", "bits a second (bit, kbit, mbit, gbit)"),
    BURST("--burst", "", "", "/rate/burst_bytes", "<32kb>", "bytes that may leave at once; needs --rate"),
    QUEUE("--queue", "", "", "/queue", "<1000>", "packets that may wait"),
    DUPLICATE("--duplicate", "", "", "/duplication", "<0.5%>", "share of the packets that are sent twice"),
    REORDER("--reorder", "", "", "/reordering", "<2%>", "share of the packets that skip the latency; needs --latency"),
    CORRUPT("--corrupt", "", "", "/corruption", "<0.1%>", "share of the packets with one flipped bit"),
    SEED("--seed", "", "", "/seed", "<42>", "start of the random numbers");

    /** The shapes that have a word of their own. */
    static final List<String> DISTRIBUTIONS = List.of("uniform", "normal", "pareto", "paretonormal", "exponential");

    private final String flag;
    private final String published;
    private final String unit;
    private final String pointer;
    private final String label;
    private final String description;

    Flag(String flag, String published, String unit, String pointer, String label, String description) {
        this.flag = flag;
        this.published = published;
        this.unit = unit;
        this.pointer = pointer;
        this.label = label;
        this.description = description;
    }

    /** Its name. */
    String flag() {
        return flag;
    }

    /** The published form of it, which takes a number without its unit; empty: it has none. */
    Optional<String> published() {
        return published.isEmpty() ? Optional.empty() : Optional.of(published);
    }

    /** The unit of the published form. */
    String unit() {
        return unit;
    }

    /** The field of the document that it stands for. */
    String pointer() {
        return pointer;
    }

    /** Its option, and that of its published form. */
    List<OptionSpec> options() {
        var option = this == DISTRIBUTION
                ? Specs.choice(flag, description, DISTRIBUTIONS)
                : Specs.option(flag, label, description);
        return published()
                .map(name -> List.of(option, Specs.option(name, "<number>", "the same as " + flag + ", in " + named())))
                .orElse(List.of(option));
    }

    private String named() {
        return switch (unit) {
            case "ms" -> "milliseconds";
            case "mbit" -> "megabits a second";
            default -> "percent";
        };
    }
}
