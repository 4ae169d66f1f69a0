package chaos.gogo.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells under each other; the first column is flush left, the others as they are told to be. */
final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean numbers;

    /** A table whose columns after the first are numbers, flush right, or else words, flush left. */
    Table(boolean numbers) {
        this.numbers = numbers;
    }

    Table row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    List<String> lines() {
        var widths = new ArrayList<Integer>();
        for (var row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = row.get(i).length();
                if (i == widths.size()) {
                    widths.add(width);
                }
                widths.set(i, Math.max(widths.get(i), width));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, List<Integer> widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            var pad = " ".repeat(widths.get(i) - row.get(i).length());
            line.append(i == 0 ? "" : GAP).append(i > 0 && numbers ? pad + row.get(i) : row.get(i) + pad);
        }
        return line.toString().stripTrailing();
    }
}
