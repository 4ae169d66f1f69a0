package chaos.gogo.text;

import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import chaos.api.unit.DurationText;
import chaos.json.DivergenceJson;
import chaos.json.OutcomeJson;
import chaos.json.WarningJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The state of one direction for people: what, where it is programmed, what it means for a round trip, what is odd. */
public final class OutcomeText {

    private static final Set<String> TIMES =
            Set.of("/latency/duration", "/latency/mean", "/latency/jitter", "/queue/limit_time");

    /** What the plane warns of while packets do not pass, whatever the impairment. */
    private static final Set<String> STOPPING = Set.of(Warning.HELD_UP, Warning.NOTHING_PASSES);

    private OutcomeText() {}

    /**
     * The lines.
     *
     * @param ways the ports of the link
     * @param opposite what is done to the other direction, where that could be read
     */
    public static List<String> lines(OutcomeJson outcome, Ways ways, Optional<Impairment> opposite) {
        var direction = Direction.parse(outcome.direction());
        var impairment = outcome.impairment().impairment();
        var lines = new ArrayList<String>();
        lines.add(outcome.direction() + ": " + ways.arrow(direction) + ", programmed on " + ways.programmedOn(direction)
                + " by plane " + outcome.plane());
        var parts = ImpairmentText.parts(impairment);
        parts.forEach((part, text) -> lines.add(line(part, text)));
        if (impairment.isNone()) {
            lines.add(
                    passes(outcome)
                            ? "  no impairment: packets pass untouched"
                            : "  no impairment, but see the warning");
        }
        opposite.flatMap(other -> roundTrip(impairment, other, direction)).ifPresent(lines::add);
        outcome.unverifiable().forEach(field -> lines.add(line("unverified", field + ": read-back cannot show it")));
        outcome.warnings().forEach(warning -> lines.add(line("warning", warning(warning))));
        outcome.divergences().forEach(divergence -> lines.add(line("DIVERGED", divergence(divergence))));
        return lines;
    }

    private static boolean passes(OutcomeJson outcome) {
        return outcome.warnings().stream().noneMatch(warning -> STOPPING.contains(warning.reason()));
    }

    /** What became of the packets in flight, as a sentence. */
    public static String transition(OutcomeJson outcome) {
        return switch (outcome.transition()) {
            case "in_place" -> outcome.inFlight()
                            .filter("kept_in_order"::equals)
                            .isPresent()
                    ? "changed in place: packets in flight stayed, and later ones come out after them"
                    : "changed in place: packets in flight stayed";
            case "rebuilt" -> "layers were rebuilt: packets in flight were lost";
            default -> "nothing had to be changed";
        };
    }

    private static Optional<String> roundTrip(Impairment impairment, Impairment opposite, Direction direction) {
        var here = mean(impairment);
        var there = mean(opposite);
        return here.plus(there).isZero()
                ? Optional.empty()
                : Optional.of(line(
                        "round trip",
                        "+" + DurationText.print(here.plus(there)) + ": " + DurationText.print(here) + " by "
                                + direction + " and " + DurationText.print(there) + " by " + direction.other()));
    }

    private static Duration mean(Impairment impairment) {
        return impairment.latency().map(Latency::mean).orElse(Duration.ZERO);
    }

    private static String warning(WarningJson warning) {
        return warning.field().map(field -> field + ": ").orElse("") + warning.detail() + " (" + warning.reason() + ")";
    }

    private static String divergence(DivergenceJson divergence) {
        // A word of the wire contract has no space in it; a sentence says what no field can.
        if (divergence.requested().isEmpty()
                && divergence.observed().orElse("") instanceof String text
                && text.indexOf(' ') >= 0) {
            return (divergence.field().isEmpty() ? "" : divergence.field() + ": ") + "nobody asked for this: " + text;
        }
        return divergence.field() + ": asked for " + value(divergence.field(), divergence.requested())
                + ", the plane holds " + value(divergence.field(), divergence.observed());
    }

    private static String value(String field, Optional<Object> value) {
        if (value.isEmpty()) {
            return "nothing";
        }
        if (value.get() instanceof Long number && TIMES.contains(field)) {
            return DurationText.print(Duration.ofNanos(number));
        }
        if (value.get() instanceof Long number && field.equals("/rate/bits_per_second")) {
            return new BitRate(number).toString();
        }
        return value.get().toString();
    }

    private static String line(String name, String text) {
        return String.format("  %-12s %s", name, text);
    }
}
