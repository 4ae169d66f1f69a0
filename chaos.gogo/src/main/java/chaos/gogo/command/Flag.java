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
            "/latency/distribution",
            "",
            "shape of the jitter, or the name of a table (chaos distributions); needs --jitter"),
    LATENCY_CORRELATION(
            "--latency-correlation",
            "/latency/correlation",
            Flag.FRACTION,
            "how much a packet's latency is like that of the one before, 0 to below 1; needs --jitter"),
    LOSS("--loss", "--loss-pct", "%", "/loss", "<1%>", "share of the packets that get lost"),
    LOSS_CORRELATION(
            "--loss-correlation",
            "/loss/correlation",
            Flag.FRACTION,
            "how much a loss depends on the packet before, 0 to below 1; needs --loss"),
    LOSS_BURST(
            "--loss-burst",
            "/loss/r",
            "<3>",
            "mean length in packets of a burst of losses (Gilbert-Elliott); needs --loss"),
    LOSS_P("--loss-p", "/loss/p", "<1%>", "Gilbert-Elliott: chance to enter the bad state; with --loss-r"),
    LOSS_R("--loss-r", "/loss/r", "<25%>", "Gilbert-Elliott: chance to leave the bad state"),
    LOSS_IN_BAD("--loss-in-bad", "/loss/loss_in_bad", "<100%>", "Gilbert-Elliott: share lost in the bad state"),
    LOSS_IN_GOOD("--loss-in-good", "/loss/loss_in_good", "<0%>", "Gilbert-Elliott: share lost in the good state"),
    LOSS_P13("--loss-p13", "/loss/p13", Flag.STATES, "four states: into a burst of losses; with the other four"),
    LOSS_P31("--loss-p31", "/loss/p31", Flag.STATES, "four states: out of the burst"),
    LOSS_P32("--loss-p32", "/loss/p32", Flag.STATES, "four states: to packets that pass within the burst"),
    LOSS_P23("--loss-p23", "/loss/p23", Flag.STATES, "four states: back to losses within the burst"),
    LOSS_P14("--loss-p14", "/loss/p14", Flag.STATES, "four states: to a single loss outside bursts"),
    RATE("--rate", "--rate-mbps", "mbit", "/rate", "<25mbit>", "bits a second (bit, kbit, mbit, gbit)"),
    BURST("--burst", "/rate/burst_bytes", "<32kb>", "bytes that may leave at once; needs --rate"),
    OVERHEAD("--overhead", "/rate/packet_overhead", "<24>", "bytes that each packet counts more; needs --rate"),
    CELL_SIZE("--cell-size", "/rate/cell_size", "<48>", "packets fill cells of 48 bytes and 5 (ATM); needs --rate"),
    QUEUE("--queue", "/queue", "<1000>", "packets that may wait"),
    QUEUE_TIME(
            "--queue-time", "/queue/limit_time", "<50ms>", "how long the rate may take for what waits; needs --rate"),
    DUPLICATE("--duplicate", "/duplication", "<0.5%>", "share of the packets that are sent twice"),
    DUPLICATE_CORRELATION(
            "--duplicate-correlation",
            "/duplication/correlation",
            Flag.FRACTION,
            "how much it depends on the packet before, 0 to below 1; needs --duplicate"),
    REORDER("--reorder", "/reordering", "<2%>", "share of the packets that skip the latency; needs --latency"),
    REORDER_GAP("--reorder-gap", "/reordering/gap", "<5>", "only every so many-th packet may skip it; needs --reorder"),
    REORDER_CORRELATION(
            "--reorder-correlation",
            "/reordering/correlation",
            Flag.FRACTION,
            "how much it depends on the packet before, 0 to below 1; needs --reorder"),
    CORRUPT("--corrupt", "/corruption", "<0.1%>", "share of the packets with one flipped bit"),
    CORRUPT_CORRELATION(
            "--corrupt-correlation",
            "/corruption/correlation",
            Flag.FRACTION,
            "how much it depends on the packet before, 0 to below 1; needs --corrupt"),
    CORRUPT_BER("--corrupt-ber", "/corruption/ber", "<1e-7>", "bit-error rate: every bit may be flipped"),
    ORDERING("--ordering", "/ordering", "", "whether jitter may let packets overtake"),
    SEED("--seed", "/seed", "<42>", "start of the random numbers");

    private static final String FRACTION = "<0.25>";
    private static final String STATES = "<5%>";

    /** The shapes that have a word of their own. */
    static final List<String> DISTRIBUTIONS = List.of("uniform", "normal", "pareto", "paretonormal", "exponential");

    private static final List<String> ORDERINGS = List.of("allow", "preserve");

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

    Flag(String flag, String pointer, String label, String description) {
        this(flag, "", "", pointer, label, description);
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
        var option =
                switch (this) {
                    case DISTRIBUTION -> Specs.choice(flag, description, DISTRIBUTIONS);
                    case ORDERING -> Specs.choice(flag, description, ORDERINGS);
                    default -> Specs.option(flag, label, description);
                };
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
