package chaos.dataplane.netlink.grid;

import java.util.ArrayList;
import java.util.List;

/** The figures of a grid as a page of Markdown. */
public final class GridReport {

    private static final List<String> COLUMNS =
            List.of("lost", "lost again", "twice", "corrupted", "overtaken", "delay", "Mbit/s", "queue drops");

    private static final String HEAD =
            """
            # The kernel and the engine on the same traffic

            Each row is an impairment that the netlink plane programmed into the kernel of the guest, and a train of
            packets that went through it from one host to another; the engine was given the same packets at the
            times at which they were sent. Cells are what the kernel showed / what 60 runs of the engine show on
            average; empty cells are nothing on both sides.

            * lost, twice, corrupted, overtaken (RFC 4737): of the packets; lost again: of the lost, those whose
              successor is lost too. The exact binomial intervals (Clopper-Pearson) of both samples at 99.9 %
              overlap, widened by what the engine's runs scatter more than independent packets. So do the kernel's
              own counts of lost and reordered packets.
            * delay: one-way, mean ± σ, by the test of Kolmogorov and Smirnov with p > 0.001; the median alone where
              nothing is drawn, within 100 µs, 0.1 % and the half of the floor; behind a rate the deciles 10, 50
              (shown) and 90 within 2 %. What the guest itself takes (its floor) is added to the engine's.
            * Mbit/s and queue drops: within 2 %, and what chance moves them in 999 of 1000 runs.

            A case that does not agree is drawn once more, and only two failures count. The expected number of false
            alarms is the sum over the cases of (the sum of the chances of its comparisons)².

            `run/test --full` makes this page, in `run/target/test/guest-netem-grid-long/grid.md`; `run/test` runs
            forty of the cases by a seed that it prints.

            """;

    private final List<String> rows = new ArrayList<>();
    private int checks;
    private int again;
    private int failed;
    private double falseAlarms;

    /**
     * One case.
     *
     * @param tries what was compared, once, or twice if the first did not agree
     */
    public void add(GridCase grid, List<List<Check>> tries) {
        var last = tries.get(tries.size() - 1);
        checks += last.size();
        again += tries.size() - 1;
        boolean agrees = agrees(last);
        failed += agrees ? 0 : 1;
        double once = last.stream().mapToDouble(Check::falseAlarm).sum();
        falseAlarms += once * once;
        var row = new StringBuilder("| " + grid.name());
        for (var column : COLUMNS) {
            row.append(" | ").append(cell(last, column));
        }
        rows.add(row + " | " + (agrees ? tries.size() == 1 ? "yes" : "at the second draw" : "NO") + " |");
    }

    /** Whether all of them agree. */
    public static boolean agrees(List<Check> checks) {
        return checks.stream().allMatch(Check::agrees);
    }

    private static String cell(List<Check> checks, String column) {
        return checks.stream()
                .filter(check -> check.what().equals(column)
                        || (column.equals("delay") && check.what().equals("delay p50")))
                .filter(Check::isTelling)
                .map(check -> check.kernel() + " / " + check.engine() + (check.agrees() ? "" : " !"))
                .findFirst()
                .orElse("");
    }

    /** One line: how it went. */
    public String summary() {
        return String.format(
                "%d cases, %d comparisons, %d drawn again, %d disagree; expected false alarms of the whole grid %.4f",
                rows.size(), checks, again, failed, falseAlarms);
    }

    /** The whole page. */
    public String page(List<String> circumstances) {
        var page = new StringBuilder(HEAD);
        circumstances.forEach(line -> page.append("* ").append(line).append('\n'));
        page.append("* ").append(summary()).append("\n\n| case | ");
        page.append(String.join(" | ", COLUMNS)).append(" | agrees |\n|---").append("|---".repeat(COLUMNS.size()));
        page.append("|---|\n");
        rows.forEach(row -> page.append(row).append('\n'));
        return page.toString();
    }
}
