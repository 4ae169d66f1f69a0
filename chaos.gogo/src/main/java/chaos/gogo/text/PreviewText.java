package chaos.gogo.text;

import chaos.api.link.Direction;
import chaos.api.prediction.Traffic;
import chaos.api.unit.BitRate;
import chaos.json.ExpectedJson;
import chaos.json.HistogramBinJson;
import chaos.json.LayerJson;
import chaos.json.PreviewJson;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What would be programmed and what to expect, for people, with a small histogram. */
public final class PreviewText {

    private static final int BAR = 40;
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;
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
                number(traffic.packetsPerSecond())));
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
        var latency = expected.latency();
        var loss = expected.lossPct();
        lines.add("expected (" + (method.equals("analytic") ? "by formula" : "by simulation") + "):");
        lines.add(
                line("loss", percent(loss.value()) + " (" + percent(loss.low()) + " to " + percent(loss.high()) + ")"));
        lines.add(line(
                "latency",
                "mean " + time(latency.mean()) + ", sigma " + time(latency.sigma()) + ", 1% below "
                        + time(latency.p01()) + ", median " + time(latency.p50()) + ", 99% below "
                        + time(latency.p99())));
        lines.add(line("round trip", "mean " + time(expected.roundTripMean()) + " with the other direction"));
        lines.add(line("reordered", percent(expected.reorderedPct())));
        lines.add(line("duplicated", percent(expected.duplicatedPct())));
        lines.add(line("corrupted", percent(expected.corruptedPct())));
        expected.throughputMaxBitsPerSecond()
                .ifPresent(rate -> lines.add(
                        line("at most", new BitRate(rate) + ", waiting up to " + time(expected.queueLatencyMax()))));
        if (expected.meanShift() != 0) {
            lines.add(line("mean shift", time(expected.meanShift()) + " by keeping the order"));
        }
        lines.add(line("memory", number(Math.ceil(expected.memoryBytes() / KIB)) + " KiB in flight at most"));
        histogram(latency.histogram(), lines);
    }

    private static void histogram(List<HistogramBinJson> bins, List<String> lines) {
        if (bins.size() < 2) {
            return;
        }
        double most = bins.stream().mapToDouble(HistogramBinJson::pct).max().orElse(1);
        for (var bin : bins) {
            lines.add(String.format(Locale.ROOT, "  %10s %5.1f%% %s", time(bin.from()), bin.pct(), "#".repeat((int)
                                    Math.round(bin.pct() / most * BAR)))
                    .stripTrailing());
        }
    }

    private static String time(long nanos) {
        double size = Math.abs((double) nanos);
        if (size >= SECOND) {
            return number(nanos / SECOND) + "s";
        }
        if (size >= MILLI) {
            return number(nanos / MILLI) + "ms";
        }
        return size >= MICRO ? number(nanos / MICRO) + "us" : nanos + "ns";
    }

    private static String percent(double value) {
        return number(value) + "%";
    }

    /** Four digits that count. */
    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String line(String name, String text) {
        return String.format("  %-12s %s", name, text);
    }
}
