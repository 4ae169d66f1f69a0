package chaos.gogo.text;

import chaos.api.link.Direction;
import chaos.json.LayerJson;
import chaos.json.StatsJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counters for people: one column a direction. */
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
        rows.number("reordered", StatsJson::reordered);
        rows.number("waiting packets", StatsJson::backlogPackets);
        rows.number("waiting bytes", StatsJson::backlogBytes);
        rows.number("overlimits", StatsJson::overlimits);
        rows.number("requeues", StatsJson::requeues);
        var lines = new ArrayList<>(rows.table().lines());
        all.forEach(stats -> stats.layers().forEach(layer -> lines.add(stats.direction() + " " + layer(layer))));
        return lines;
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
