package chaos.gogo.text;

import chaos.api.link.Direction;
import chaos.api.prediction.Traffic;
import chaos.api.unit.BitRate;
import chaos.json.ExpectedJson;
import chaos.json.ExpectedLatencyJson;
import chaos.json.LayerJson;
import chaos.json.PreviewJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What would be programmed and what to expect, for people, with a small histogram. */
public final class PreviewText {

    private static final double KIB = 1024;

    private PreviewText() {}

    /** The lines. */
    public static List<String> lines(Direction direction, Traffic traffic, PreviewJson preview) {
        var lines = new ArrayList<String>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: preview for packets of %d bytes, %s a second; nothing was applied",
                direction,
                traffic.packetBytes(),
                Figures.number(traffic.packetsPerSecond())));
        var impairment = preview.canonical().impairment();
        ImpairmentText.parts(impairment).forEach((part, text) -> lines.add(line(part, text)));
        if (impairment.isNone()) {
            lines.add("  no impairment: packets pass untouched");
        } else {
            lines.add(line(
                    "layers", preview.layers().stream().map(LayerJson::kind).collect(Collectors.joining(" > "))));
        }
        preview.expect()
                .ifPresent(expected -> expected(expected, preview.method().orElse(""), lines));
        preview.warnings()
                .forEach(warning -> lines.add(line(
                        "warning",
                        warning.field().map(field -> field + ": ").orElse("") + warning.detail() + " ("
                                + warning.reason() + ")")));
        return lines;
    }

    private static void expected(ExpectedJson expected, String method, List<String> lines) {
        var loss = expected.lossPct();
        lines.add("expected (" + (method.equals("analytic") ? "by formula" : "by simulation") + "):");
        lines.add(line(
                "loss",
                Figures.percent(loss.value()) + " (" + Figures.percent(loss.low()) + " to "
                        + Figures.percent(loss.high()) + ")"));
        lines.add(line("latency", expected.latency().map(PreviewText::latency).orElse("none: nothing comes out")));
        expected.roundTripMean()
                .map(mean -> line("round trip", "mean " + Figures.time(mean) + " with the other direction"))
                .ifPresent(lines::add);
        lines.add(line("reordered", Figures.percent(expected.reorderedPct())));
        lines.add(line("duplicated", Figures.percent(expected.duplicatedPct())));
        lines.add(line("corrupted", Figures.percent(expected.corruptedPct())));
        expected.throughputMaxBitsPerSecond()
                .ifPresent(rate -> lines.add(line(
                        "at most", new BitRate(rate) + ", waiting up to " + Figures.time(expected.queueLatencyMax()))));
        if (expected.meanShift() != 0) {
            lines.add(line("mean shift", Figures.time(expected.meanShift()) + " by keeping the order"));
        }
        lines.add(line("memory", Figures.number(Math.ceil(expected.memoryBytes() / KIB)) + " KiB in flight at most"));
        expected.latency().map(PreviewText::bars).ifPresent(lines::addAll);
    }

    private static String latency(ExpectedLatencyJson latency) {
        return "mean " + Figures.time(latency.mean()) + ", sigma " + Figures.time(latency.sigma()) + ", 1% below "
                + Figures.time(latency.p01()) + ", median " + Figures.time(latency.p50()) + ", 99% below "
                + Figures.time(latency.p99());
    }

    private static List<String> bars(ExpectedLatencyJson latency) {
        return Figures.bars(latency.histogram().stream()
                .map(bin -> new Figures.Bar(bin.from(), bin.pct()))
                .toList());
    }

    private static String line(String name, String text) {
        return String.format("  %-12s %s", name, text);
    }
}
