package chaos.gogo.text;

import chaos.api.link.Direction;
import chaos.json.HistogramJson;
import chaos.json.LayerJson;
import chaos.json.StatsJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Counters for people, one column a direction; below them the times that a plane which carries packets measured. */
public final class StatsText {

    private StatsText() {}

    /** The lines. */
    public static List<String> lines(List<StatsJson> all, Ways ways) {
        var rows = new Rows(new Table(true), all);
        rows.add("", StatsJson::direction);
        rows.add("leaves by", stats -> ways.programmedOn(Direction.parse(stats.direction())));
        rows.number("packets", StatsJson::packets);
        rows.number("bytes", StatsJson::bytes);
        rows.add("packets/s", stats -> decimal(stats.packetsPerSecond()));
        rows.add("bits/s", stats -> decimal(stats.bitsPerSecond()));
        rows.number("drops", StatsJson::drops);
        rows.number("  loss model", stats -> stats.dropsByCause().loss());
        rows.number("  queue full", stats -> stats.dropsByCause().queue());
        rows.number("  emulator full", stats -> stats.dropsByCause().emulator());
        rows.number("  too large", stats -> stats.dropsByCause().oversize());
        if (all.stream().anyMatch(stats -> stats.dropsByCause().port().isPresent())) {
            rows.add("  port not ready", StatsText::portDrops);
        }
        rows.number("reordered", StatsJson::reordered);
        rows.number("waiting packets", StatsJson::backlogPackets);
        rows.number("waiting bytes", StatsJson::backlogBytes);
        rows.number("overlimits", StatsJson::overlimits);
        rows.number("requeues", StatsJson::requeues);
        var lines = new ArrayList<>(rows.table().lines());
        all.forEach(stats -> stats.layers().forEach(layer -> lines.add(stats.direction() + " " + layer(layer))));
        lines.addAll(times(all));
        return lines;
    }

    private static String portDrops(StatsJson stats) {
        return stats.dropsByCause().port().map(drops -> Long.toString(drops)).orElse("-");
    }

    /** One line a measure and direction; of one direction alone also the pictures. */
    private static List<String> times(List<StatsJson> all) {
        var table =
                new Table(true).row(List.of("times", "packets", "min", "median", "90%", "99%", "99.9%", "max", "mean"));
        var pictures = new ArrayList<String>();
        boolean any = false;
        for (var stats : all) {
            for (var histogram : stats.histograms().orElse(List.of())) {
                var name = stats.direction() + " " + histogram.name().replace('_', ' ');
                table.row(cells(name, histogram));
                pictures.add(name + ":");
                pictures.addAll(picture(histogram));
                any = true;
            }
        }
        var lines = new ArrayList<String>(any ? table.lines() : List.of());
        lines.addAll(all.size() == 1 ? pictures : List.of());
        return lines;
    }

    private static List<String> cells(String name, HistogramJson histogram) {
        var cells = new ArrayList<>(List.of(name, Long.toString(histogram.count())));
        LongStream.of(
                        histogram.min(),
                        histogram.p50(),
                        histogram.p90(),
                        histogram.p99(),
                        histogram.p999(),
                        histogram.max(),
                        histogram.mean())
                .mapToObj(Figures::time)
                .forEach(cells::add);
        return cells;
    }

    private static List<String> picture(HistogramJson histogram) {
        return Figures.bars(histogram.bins().stream()
                .map(bin -> new Figures.Bar(bin.from(), 100.0 * bin.count() / histogram.count()))
                .toList());
    }

    private static String layer(LayerJson layer) {
        return layer.kind() + " " + layer.handle() + " under " + layer.parent() + ": "
                + layer.numbers().entrySet().stream()
                        .map(number -> number.getKey() + " " + number.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String decimal(double number) {
        return BigDecimal.valueOf(number).setScale(0, RoundingMode.HALF_UP).toPlainString();
    }

    /** The rows, each asked of every direction. */
    private record Rows(Table table, List<StatsJson> all) {

        void number(String name, Function<StatsJson, Long> value) {
            add(name, stats -> Long.toString(value.apply(stats)));
        }

        void add(String name, Function<StatsJson, String> value) {
            var cells = new ArrayList<String>();
            cells.add(name);
            all.forEach(stats -> cells.add(value.apply(stats)));
            table.row(cells);
        }
    }
}
